import { type ApiClient } from '../../support/clients/api-client.js';
import { type EventTap } from '../../support/clients/event-tap.js';
import { firstOccurrences, upTo } from '../../support/clients/first-occurrences.js';
import { parked } from '../../support/clients/parked.js';
import { eventually } from '../../support/eventually.js';
import { type Databases, isPublished, type Published } from '../../support/platform/databases.js';
import { type TestPlatform } from '../../support/platform/test-platform.js';
import { type WebhookReceiver } from '../../support/receivers/webhook-receiver.js';
import { allOf } from '../../support/wire/answers.js';
import { type Customer } from '../../support/wire/resources.js';
import { type Life, PATIENCE_MS } from './traffic.js';

/** Something that has to hold, and what contradicts it. */
export interface Finding {
  claim: string;
  /** How many things were looked at. */
  count: number;
  faults: string[];
}

interface Evidence {
  platform: TestPlatform;
  databases: Databases;
  admin: ApiClient;
  tap: EventTap;
  receiver: WebhookReceiver;
  lives: readonly Life[];
}

/** Waits until what was begun has arrived everywhere, and looks at all of it. */
export async function prove(evidence: Evidence): Promise<Finding[]> {
  const { platform, databases, admin, tap, receiver, lives } = evidence;
  const ids = lives.map(({ id }) => id);
  await eventually('empty outboxes', () => isAllPublished(databases), PATIENCE_MS);
  const listed = await allOf<Customer>(admin, '/v1/customers');
  const placed: string[] = [];
  for (const id of ids) placed.push(...(await ordersOf(admin, id)));
  return [
    { claim: 'Each customer whose creation was answered is there once, and no other', ...same(ids, listed.map(idOf)) },
    {
      claim: 'Each has the name of its last change',
      ...same(
        lives.map(({ id, companyName }) => `${id} ${companyName}`),
        listed.map(({ id, companyProfile }) => `${id} ${companyProfile.companyName}`),
      ),
    },
    {
      claim: 'Each order that was answered is there once, and no other',
      ...same(
        lives.flatMap(({ order }) => order ?? []),
        placed,
      ),
    },
    { claim: 'The events of each customer are complete and in order', ...(await sequences(tap, ids)) },
    { claim: 'Identity has confirmed each tenant once', ...(await settled(() => tenants(databases), ids)) },
    { claim: 'The activity log has each creation once', ...(await settled(() => creations(admin), ids)) },
    {
      claim: 'The webhook of each creation came, and repeats have its id',
      ...(await settled(() => told(receiver), ids)),
    },
    { claim: 'Nothing was given up', count: ids.length, faults: await parked(platform) },
  ];
}

const idOf = ({ id }: { id: string }): string => id;

async function isAllPublished(databases: Databases): Promise<boolean> {
  const all = ['customers', 'orders'].map((collection) => databases.all<Published>('customers', collection));
  return (await Promise.all(all)).flat().every(isPublished);
}

async function ordersOf(admin: ApiClient, customerId: string): Promise<string[]> {
  const { status, text, body } = await admin.getPatiently(`/v1/customers/${customerId}/orders`);
  if (status !== 200) throw new Error(`The orders of ${customerId} are answered by ${status} ${text}`);
  return body.items.map(idOf);
}

/** Of each customer, events are numbered from 1 on; repeats do not count. */
async function sequences(tap: EventTap, ids: string[]): Promise<Omit<Finding, 'claim'>> {
  const numbersOf = (id: string): number[] => firstOccurrences(tap.events).get(id) ?? [];
  const isComplete = (numbers: number[]): boolean =>
    numbers.length > 1 && numbers.join() === upTo(numbers.length).join();
  await eventually('all events', () => ids.every((id) => isComplete(numbersOf(id))), PATIENCE_MS).catch(
    () => undefined,
  );
  const wrong = ids.map((id) => [id, numbersOf(id)] as const).filter(([, numbers]) => !isComplete(numbers));
  return { count: tap.events.length, faults: wrong.map(([id, numbers]) => `${id}: ${numbers.join(', ')}`) };
}

async function tenants(databases: Databases): Promise<string[]> {
  const filter = { 'state.status': 'confirmed', version: 2 };
  return (await databases.all<{ _id: string }>('identity', 'tenants', filter)).map(({ _id }) => _id);
}

async function creations(admin: ApiClient): Promise<string[]> {
  const records = await allOf<{ operationType: string; customerId: string }>(admin, '/v1/auditrecords');
  return records.filter(({ operationType }) => operationType === 'add_customer').map(({ customerId }) => customerId);
}

/** Of each event that came, what it is about: one that came again under its id counts once. */
function told(receiver: WebhookReceiver): Promise<string[]> {
  const events = new Map(receiver.taken.map(({ headers, body }) => [headers['ms-requestid'], body.ResourceUri ?? '']));
  return Promise.resolve([...events.values()].map((uri) => uri.split('/').at(-1) ?? ''));
}

/** What has arrived in the end, of what this is about; a tenant that is there twice is a fault. */
async function settled(found: () => Promise<string[]>, ids: string[]): Promise<Omit<Finding, 'claim'>> {
  const expected = new Set(ids);
  const own = async (): Promise<string[]> => (await found()).filter((id) => expected.has(id));
  await eventually('all of them', async () => (await own()).length >= ids.length, PATIENCE_MS).catch(() => undefined);
  return same(ids, await own());
}

function same(expected: string[], found: string[]): Omit<Finding, 'claim'> {
  const missing = expected.filter((one) => !found.includes(one)).map((one) => `missing: ${one}`);
  const more = found.filter((one, index) => !expected.includes(one) || found.indexOf(one) !== index);
  return { count: expected.length, faults: [...missing, ...more.map((one) => `too much: ${one}`)] };
}
