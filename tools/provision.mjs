// @ts-check
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { PROJECT_NODE, ROOT } from './stack/checkout.mjs';

/** @typedef {{ userName: string, roles: string[], password?: string }} UserToProvision */
/** @typedef {{ id: string, companyName: string, domain: string, country: string, users: UserToProvision[] }} TenantToProvision */
/** @typedef {{ name: string, tenantId: string, userId: string, roles: string[], token: string }} ProvisionedUser */
/** @typedef {(request: { tokenLifetime: number, tenants: TenantToProvision[] }) => Promise<ProvisionedUser[]>} Provision */

const SCRIPT = 'dist/services/provision.js';

/**
 * Sets up tenants and users in the database of an identity service that runs here.
 * @param {NodeJS.ProcessEnv} environment that of the service
 * @returns {Provision}
 */
export function provisionHere(environment) {
  return (request) => run([PROJECT_NODE, SCRIPT], request, environment);
}

/**
 * The same in the identity container of `docker compose`.
 * @type {Provision}
 */
export function provisionInCompose(request) {
  return run(['docker', 'compose', 'exec', '-T', 'identity', 'node', SCRIPT], request, process.env);
}

/**
 * @param {string[]} command
 * @param {object} request
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<ProvisionedUser[]>}
 */
async function run([program = '', ...args], request, env) {
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(request));
  const exited = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  if (code !== 0) throw new Error(`Users could not be set up: ${errors.trim() || output.trim()}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]');
}
