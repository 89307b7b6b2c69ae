import { ProjectionConsumer, ReactionConsumer } from './consumer.ts';
import { type KafkaMessage } from './kafka-message.ts';
import { MemoryStore } from './store.ts';

const data = {
  customerId: 'd0633e25-eb5e-4699-81e8-84fcb55f252f',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  relationships: [],
};

/** The events of aggregates, named by subject and sequence: `a1`. */
const message = (name: string, type = 'io.twotier.customer.changed.v1', source = 'customers'): KafkaMessage => ({
  headers: {
    ce_id: `${name.slice(0, 1)}.${name.slice(1)}`,
    ce_type: type,
    ce_source: `/services/${source}`,
    ce_subject: name.slice(0, 1),
    ce_sequence: name.slice(1),
    ce_time: '2026-03-01T08:00:00Z',
  },
  value: JSON.stringify(data),
});

let seen: string[];
let fails: boolean;
beforeEach(() => ((seen = []), (fails = false)));

const handlers = {
  'io.twotier.customer.changed.v1': ({ id }: { id: string }) => {
    seen.push(id);
    if (fails) throw new Error('the database is away');
  },
};
const projection = (store = new MemoryStore()) => new ProjectionConsumer(store, handlers);
const reaction = (store = new MemoryStore()) => new ReactionConsumer(store, handlers);

it.each([
  ['projection', projection],
  ['reaction', reaction],
])('[events] a %s handles an event once, also another time that its consumer starts', async (_, create) => {
  const store = new MemoryStore();
  expect(await create(store).handle(message('a1'))).toBe('done');
  expect(await create(store).handle(message('a1'))).toBe('repeated');
  expect(await create(store).handle(message('b1'))).toBe('done');
  expect(seen).toEqual(['a.1', 'b.1']);
});

it('[events] a projection drops what is older than what it has, of the same source and subject', async () => {
  const consumer = projection();
  for (const name of ['a1', 'a3', 'a2', 'a3', 'b2']) await consumer.handle(message(name));
  await consumer.handle(message('a2', undefined, 'elsewhere'));
  expect(seen).toEqual(['a.1', 'a.3', 'b.2', 'a.2']);
});

it('[events] a reaction takes what comes late', async () => {
  const consumer = reaction();
  for (const name of ['a3', 'a1', 'a3']) await consumer.handle(message(name));
  expect(seen).toEqual(['a.3', 'a.1']);
});

it.each([
  ['projection', projection],
  ['reaction', reaction],
])('[events] a %s that failed is done again with the same message', async (_, create) => {
  const consumer = create();
  await consumer.handle(message('a1'));
  fails = true;
  await expect(consumer.handle(message('a2'))).rejects.toThrow('the database is away');
  fails = false;
  expect(await consumer.handle(message('a2'))).toBe('done');
  expect(await consumer.handle(message('a1'))).toBe('repeated');
});

it('[events] what no handler takes is ignored, and remembered by nobody', async () => {
  const consumer = projection();
  expect(await consumer.handle(message('a5', 'io.twotier.customer.deleted.v1'))).toBe('ignored');
  expect(await consumer.handle(message('a6', 'io.twotier.customer.shredded.v1'))).toBe('ignored');
  expect(await consumer.handle(message('a1'))).toBe('done');
});

it('[events] says which topics to subscribe to', () => {
  const store = new MemoryStore();
  const both = { ...handlers, 'io.twotier.user.created.v1': () => undefined };
  expect(new ProjectionConsumer(store, both).topics('acme')).toEqual(['acme.customers.events', 'acme.identity.events']);
  expect(projection().topics()).toEqual(['twotier.customers.events']);
});
