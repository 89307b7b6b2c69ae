import { execa } from 'execa';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';

export interface UserToProvision {
  userName: string;
  roles: string[];
  password?: string;
}
export interface TenantToProvision {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  users: UserToProvision[];
}
export interface ProvisionedUser {
  name: string;
  tenantId: string;
  userId: string;
  roles: string[];
  token: string;
}
export type Provision = (request: {
  tokenLifetime: number;
  tenants: TenantToProvision[];
}) => Promise<ProvisionedUser[]>;

/** Takes a request on each line of its standard input. */
export const PROVISION_SCRIPT = 'dist/services/provision.js';

/** Sets up tenants and users in the database of an identity service that runs here, with its environment. */
export function provisionHere(environment: NodeJS.ProcessEnv): Provision {
  return (request) => run([PROJECT_NODE, PROVISION_SCRIPT], request, environment);
}

/** The same in the identity container of `docker compose`. */
export const provisionInCompose: Provision = (request) =>
  run(['docker', 'compose', 'exec', '-T', 'identity', 'node', PROVISION_SCRIPT], request, process.env);

async function run(
  [program = '', ...args]: string[],
  request: object,
  env: NodeJS.ProcessEnv,
): Promise<ProvisionedUser[]> {
  const options = { cwd: ROOT, env, extendEnv: false, input: `${JSON.stringify(request)}\n`, reject: false } as const;
  const { failed, stdout, stderr } = await execa(program, args, options);
  if (failed) throw new Error(`Users could not be set up: ${stderr.trim() || stdout.trim()}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as ProvisionedUser[];
}
