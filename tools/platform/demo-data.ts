import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR_TENANT, type Platform } from './platform.ts';
import { provisionHere, type Provision, type ProvisionedUser, type TenantToProvision } from './provision.ts';

export type SessionUser = { name: string; tenantId: string; partnerType: string; roles: string[]; token: string };
/** What scripts need to know of a running platform: `.data/session.json`. */
export type Session = {
  gatewayUrl: string;
  kafkaBrokers: string;
  topicPrefix: string;
  mongoUri: string;
  mailbox: string;
  password: string;
  memberName: string;
  inContainers?: boolean;
  rootCertificate?: string;
  users: SessionUser[];
};

const TOKEN_LIFETIME = 24 * 60 * 60;
/** Signs in to the membership directory, with the password of all demo users. */
const MEMBER = 'member@directory.example';

const DIRECT_BILL_TENANT = 'd0000000-0000-4000-8000-0000000000d1';

/** The platform of the demo's direct-bill partner, which sends commands over Kafka. */
export const DEMO_SOURCE = 'https://crm.dunmore.example';
/** The setting that lets it. */
export const DEMO_COMMAND_SOURCES = `${DEMO_SOURCE}=${DIRECT_BILL_TENANT}:AdminAgent+SalesAgent`;

const organisations = [
  {
    partnerType: 'direct-bill',
    id: DIRECT_BILL_TENANT,
    companyName: 'Dunmore Cloud',
    domain: 'dunmore.example',
    mpnId: '4100001',
  },
  {
    partnerType: 'indirect-provider',
    id: 'd0000000-0000-4000-8000-0000000000b1',
    companyName: 'Broadway Distribution',
    domain: 'broadway.example',
    mpnId: '4100002',
  },
  {
    partnerType: 'indirect-reseller',
    id: 'd0000000-0000-4000-8000-0000000000a1',
    companyName: 'Alder Resale',
    domain: 'alder.example',
    mpnId: '4847383',
  },
  { partnerType: 'operator', id: OPERATOR_TENANT, companyName: 'Two Tier Operations', domain: 'operations.example' },
];

/** Company profiles that nobody has associated yet, and the member who finds them in the membership directory. */
const directory = {
  profiles: [
    { mpnId: '4200001', companyName: 'Aspen Resale', country: 'US' },
    { mpnId: '4200002', companyName: 'Aspen Resale Canada', country: 'CA' },
    { mpnId: '4200003', companyName: 'Birch Resale', country: 'US' },
    { mpnId: '4200004', companyName: 'Birch Resale of old', country: 'US', active: false },
  ],
  mpnIds: ['4200001', '4200002', '4200003', '4200004'],
};

const demoCustomer = { companyName: 'Cedar Bakery', domain: 'cedarbakery.onmicrosoft.com' };

/**
 * Sets up the demo's partners, operator and customer, all through the public API but for the users themselves, and
 * writes the session file. Doing it again changes nothing but the tokens.
 * @param options.rootCertificate that clients of the gateway have to trust
 */
export async function loadDemoData({
  platform,
  dataDir,
  ...servers
}: {
  platform: Platform;
  kafkaBrokers: string;
  mongoUri: string;
  topicPrefix: string;
  dataDir: string;
  rootCertificate?: string;
}): Promise<Session> {
  const provision = provisionHere(platform.apps.identity[0]?.environment ?? process.env);
  return createSession({ ...servers, gatewayUrl: platform.gatewayUrl, dataDir, provision });
}

export async function createSession({
  dataDir,
  provision,
  ...addresses
}: Omit<Session, 'users' | 'mailbox' | 'password' | 'memberName'> & {
  dataDir: string;
  provision: Provision;
}): Promise<Session> {
  const password = `Demo-${randomBytes(6).toString('hex')}`;
  const tenants = organisations.map((organisation) => withUsers(organisation, password));
  const users = (await provision({ tokenLifetime: TOKEN_LIFETIME, tenants })).map(toSessionUser);
  const customerId = await createDemoData(addresses.gatewayUrl, users, password);
  const customer = withUsers({ partnerType: 'customer', id: customerId, ...demoCustomer }, password);
  const customerUsers = await provision({ tokenLifetime: TOKEN_LIFETIME, tenants: [customer] });
  const mailbox = join(dataDir, 'mailbox');
  const session = {
    ...addresses,
    mailbox,
    password,
    memberName: MEMBER,
    users: [...users, ...customerUsers.map(toSessionUser)],
  };
  await mkdir(mailbox, { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, 'session.json'), `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600 });
  return session;
}

/** The customer's id. */
async function createDemoData(gatewayUrl: string, users: SessionUser[], password: string): Promise<string> {
  const { profiles, mpnIds } = directory;
  const accounts = [{ userName: MEMBER, password, mpnIds }];
  await post(`${gatewayUrl}/v1/operator/mpnprofiles`, tokenOf(users, 'operator'), { profiles, accounts });
  for (const { partnerType, id, companyName, mpnId } of organisations) {
    if (partnerType === 'operator') continue;
    await post(`${gatewayUrl}/v1/operator/partners`, tokenOf(users, 'operator'), {
      tenantId: id,
      companyName,
      partnerType,
      mpnId,
      country: 'US',
    });
    await post(`${gatewayUrl}/v1/partneragreement/signature`, tokenOf(users, partnerType), {});
  }
  await connect(gatewayUrl, users);
  const customer = await post(`${gatewayUrl}/v1/customers`, tokenOf(users, 'direct-bill'), newCustomer());
  return customer.id;
}

/** Makes the provider and the reseller partners, unless they are. */
async function connect(gatewayUrl: string, users: SessionUser[]) {
  const [provider, reseller] = [tokenOf(users, 'indirect-provider'), tokenOf(users, 'indirect-reseller')];
  const list = await fetch(`${gatewayUrl}/v1/relationships`, { headers: { authorization: `Bearer ${provider}` } });
  const { totalCount } = (await list.json()) as { totalCount?: number };
  if (totalCount) return;
  const invitations = `${gatewayUrl}/v1/partnershipinvitations`;
  const { token } = await post(invitations, provider, {}, randomUUID());
  await post(`${invitations}/by-token/${token}/accept`, reseller, { consent: true });
}

/** The same request id each time, so that the customer is created once. */
async function post(
  url: string,
  token: string,
  body: object,
  requestId: string = 'demo-data',
): Promise<{ id: string; token: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'ms-requestid': requestId },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`The demo data could not be loaded: ${url} answers ${response.status} ${await response.text()}`);
  return response.json() as Promise<{ id: string; token: string }>;
}

function newCustomer() {
  const address = {
    firstName: 'Cai',
    lastName: 'Reed',
    addressLine1: '12 Mill Road',
    city: 'Seattle',
    state: 'WA',
    postalCode: '98101',
    country: 'US',
  };
  return {
    companyProfile: { domain: demoCustomer.domain },
    billingProfile: {
      email: 'cai.reed@cedarbakery.example',
      culture: 'en-US',
      language: 'en',
      companyName: demoCustomer.companyName,
      defaultAddress: address,
    },
  };
}

/** @param password of all users, to sign in with on the pages */
function withUsers(
  { partnerType, id, companyName, domain }: { partnerType: string; id: string; companyName: string; domain: string },
  password: string,
): TenantToProvision {
  const first = partnerType === 'operator' ? ['GlobalAdmin', 'AdminAgent', 'Operator'] : ['GlobalAdmin', 'AdminAgent'];
  return {
    id,
    companyName,
    domain,
    country: 'US',
    users: [
      { userName: 'admin', roles: first, password },
      { userName: 'sales', roles: ['SalesAgent'], password },
      { userName: 'helpdesk', roles: ['HelpdeskAgent'], password },
    ],
  };
}

function toSessionUser({ name, tenantId, roles, token }: ProvisionedUser): SessionUser {
  const organisation = organisations.find(({ id }) => id === tenantId);
  const { partnerType, domain } = organisation ?? { partnerType: 'customer', domain: demoCustomer.domain };
  return { name: `${name}@${domain}`, tenantId, partnerType, roles, token };
}

/** The token of the first user of this type. */
function tokenOf(users: SessionUser[], partnerType: string): string {
  const user = users.find((candidate) => candidate.partnerType === partnerType);
  if (!user) throw new Error(`There is no user of the type ${partnerType}.`);
  return user.token;
}
