import { randomUUID } from 'node:crypto';
import { loadByCommands } from './commands.ts';
import { type Caller, type LoadRound, type Step } from './load.ts';
import { sampleAgreement, newCustomer, sampleOrder } from './samples.ts';
import { type Kind } from './raw-round.ts';
import { PREFIX, type Systems } from './systems.ts';

/** Customers that requests are spread over. */
const CUSTOMERS = 320;
const AT_ONCE = 16;
/** What a round attests; more requests are made than sent. */
const ATTESTED = 200;
const SPARE = 100;

export type SystemName = 'ours' | 'commands' | 'bare' | 'nest' | 'raw';

/** One thing that is done, by our platform and by others. */
export interface Scenario {
  name: string;
  ours: Caller;
  others?: { bare?: Caller; nest?: Caller; raw?: Kind; commands?: (seconds: number) => Promise<LoadRound> };
  /** What has to be there before each round; and how often it can be done then. */
  prepare?: () => Promise<void>;
  amount?: number;
  /** Whether it is also sent at half of what the system can take. */
  atHalfLoad?: boolean;
}

export interface Prepared {
  token: string;
  scenarios: Scenario[];
  /** Confirms the agreement of a new customer, whose id it answers. */
  attest: () => Promise<string>;
}

/** Sets up what the scenarios need, through the public API. */
export async function prepare(systems: Systems): Promise<Prepared> {
  const { platform, session, urls, kafkaBrokers, dataDir } = systems;
  const token = session.users.find(({ partnerType }) => partnerType === 'direct-bill')?.token ?? '';
  const send = (step: Step): Promise<string> => sendTo(platform.gatewayUrl, step, token);
  const create = async (): Promise<string> => String(JSON.parse(await send(creation('/v1/customers'))).id);
  const attested = async (id: string): Promise<string> => {
    await send({ method: 'POST', path: `/v1/customers/${id}/agreements`, body: sampleAgreement });
    return id;
  };
  const ids = await repeated(async () => attested(await create()));
  // A customer's agreement is confirmed once: those that are created meanwhile are the next to attest.
  const toAttest = await repeated(create);
  const idsIn = (url: string): Promise<string[]> =>
    repeated(async () => String(JSON.parse(await sendTo(url, creation('/customers'))).id));
  const [bare, nest] = [await idsIn(urls.bare), await idsIn(urls.nest)];
  const scenarios: Scenario[] = [
    {
      name: 'create',
      ours: () => () => ({
        ...creation('/v1/customers'),
        onAnswer: (body) => toAttest.push(JSON.parse(body).id),
      }),
      others: {
        commands: (seconds) => loadByCommands({ kafkaBrokers, topicPrefix: PREFIX, dataDir }, { seconds }),
        bare: () => () => creation('/customers'),
        nest: () => () => creation('/customers'),
        raw: 'insert',
      },
      atHalfLoad: true,
    },
    {
      name: 'read',
      ours: reads('/v1/customers', ids),
      others: { bare: reads('/customers', bare), nest: reads('/customers', nest), raw: 'read' },
      atHalfLoad: true,
    },
    { name: 'page of 100', ours: () => () => ({ method: 'GET', path: '/v1/customers?size=100' }) },
    { name: 'update', ours: updates(ids), others: { raw: 'update' } },
    {
      name: 'attest',
      ours: () => () => posting(toAttest.shift() ?? '', 'agreements', sampleAgreement),
      prepare: async () => {
        while (toAttest.length < ATTESTED + SPARE) toAttest.push(await create());
      },
      amount: ATTESTED,
    },
    { name: 'order', ours: orders(ids) },
  ];
  return { token, scenarios, attest: async () => attested(toAttest.shift() ?? (await create())) };
}

export async function sendTo(url: string, { method, path, body, headers }: Step, token?: string): Promise<string> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...headers,
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status} ${text}`);
  return text;
}

function creation(path: string): Step {
  return { method: 'POST', path, body: newCustomer() };
}

/** Callers take turns with the ids, each from a place of its own. */
function turns(ids: readonly string[]): () => string {
  let next = Math.floor(Math.random() * ids.length);
  return () => ids[next++ % ids.length] ?? '';
}

function reads(path: string, ids: readonly string[]): Caller {
  return () => {
    const id = turns(ids);
    return () => ({ method: 'GET', path: `${path}/${id()}` });
  };
}

function orders(ids: readonly string[]): Caller {
  return () => {
    const id = turns(ids);
    return () => posting(id(), 'orders', sampleOrder);
  };
}

function posting(id: string, resource: string, body: object): Step {
  return { method: 'POST', path: `/v1/customers/${id}/${resource}`, body, headers: { 'ms-requestid': randomUUID() } };
}

/** Each caller changes one customer over and over, as whoever has its latest state. */
function updates(ids: readonly string[]): Caller {
  let callers = 0;
  return () => {
    const path = `/v1/customers/${ids[callers++ % ids.length]}/profiles/billing`;
    let known: { firstName?: string; attributes?: { etag: string } } | undefined;
    const onAnswer = (body: string): void => {
      const answer = JSON.parse(body);
      known = answer.attributes?.etag ? answer : undefined;
    };
    return () => {
      if (!known) return { method: 'GET', path, onAnswer };
      const body = { ...known, firstName: known.firstName === 'Ana' ? 'Eva' : 'Ana' };
      return { method: 'PUT', path, body, headers: { 'if-match': known.attributes?.etag ?? '' }, onAnswer };
    };
  };
}

/** Does it for each customer, some at once. */
async function repeated(work: () => Promise<string>): Promise<string[]> {
  const done: string[] = [];
  const worker = async (): Promise<void> => {
    while (done.length < CUSTOMERS) done.push(await work());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}
