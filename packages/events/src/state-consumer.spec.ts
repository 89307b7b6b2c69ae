import { type KafkaMessage } from './kafka-message.ts';
import { startOfLog, StateConsumer } from './state-consumer.ts';
import { readState } from './state.ts';
import { MemoryStore } from './store.ts';

const tenantId = '0a1b2c3d-0000-4000-8000-000000000001';
const users = ['0a1b2c3d-0000-4000-8000-00000000000a', '0a1b2c3d-0000-4000-8000-00000000000b'] as const;
type User = 0 | 1;

const payload = (user: User, name: string): object => ({
  tenantId,
  userId: users[user],
  userPrincipalName: name,
  roles: [],
});
const headersOf = (type: string, sequence: number): Record<string, string> => ({
  ce_type: `io.twotier.user.${type}.v1`,
  ce_source: '/services/identity',
  ce_subject: tenantId,
  ce_sequence: String(sequence),
  ce_id: `${tenantId}.${sequence}`,
  ce_time: '2026-03-01T08:00:00Z',
});
const event = (user: User, sequence: number): KafkaMessage => ({
  headers: headersOf('changed', sequence),
  value: JSON.stringify(payload(user, `${sequence}`)),
});
const purged = (user: User, sequence: number): KafkaMessage => ({
  headers: headersOf('purged', sequence),
  value: JSON.stringify({ tenantId, userId: users[user] }),
});
const state = (user: User, sequence: number, version: number, name?: string): KafkaMessage => ({
  headers: { ...headersOf('state', sequence), ce_partitionkey: users[user], ce_stateversion: String(version) },
  value: name === undefined ? null : JSON.stringify(payload(user, name)),
});

function copying(): { copy: Map<string, string>; consumer: StateConsumer<(() => void)[]> } {
  const copy = new Map<string, string>();
  const consumer = new StateConsumer(
    new MemoryStore(),
    {
      'io.twotier.user.state.v1': ({ key, data }) =>
        void (data ? copy.set(key, data.userPrincipalName) : copy.delete(key)),
    },
    {
      'io.twotier.user.changed.v1': ({ data }) => void copy.set(data.userId, data.userPrincipalName),
      'io.twotier.user.purged.v1': ({ data }) => void copy.delete(data.userId),
    },
  );
  return { copy, consumer };
}

it('[events] a state replaces an older one, also of the same sequence, and the last one is that there is none', async () => {
  const { copy, consumer } = copying();
  expect(await consumer.handle(state(0, 1, 1, 'one'))).toBe('done');
  expect(await consumer.handle(state(0, 1, 2, 'two'))).toBe('done');
  expect(await consumer.handle(state(0, 1, 1, 'one'))).toBe('repeated');
  expect([...copy.values()]).toEqual(['two']);
  expect(await consumer.handle(state(0, 2, 3))).toBe('done');
  expect(copy.size).toBe(0);
});

it('[events] an event that a state includes is dropped, of that row alone', async () => {
  const { copy, consumer } = copying();
  await consumer.handle(state(0, 5, 9, 'state'));
  expect(await consumer.handle(event(0, 5))).toBe('repeated');
  expect(await consumer.handle(event(1, 4))).toBe('done');
  expect(await consumer.handle(event(0, 6))).toBe('done');
  expect(await consumer.handle(state(0, 5, 10, 'late'))).toBe('repeated');
  expect(Object.fromEntries(copy)).toEqual({ [users[0]]: '6', [users[1]]: '4' });
});

it('[events] what no handler takes is ignored', async () => {
  const { consumer } = copying();
  expect(await consumer.handle(event(0, 1))).toBe('done');
  const other = { ...event(0, 2), headers: headersOf('deleted', 2) };
  expect(await consumer.handle(other)).toBe('ignored');
  expect(
    readState({ headers: { ...state(0, 1, 1).headers, ce_type: 'io.twotier.planet.state.v1' }, value: null }),
  ).toBe(undefined);
});

it('[events] says where to read, and from where: the log overlaps', async () => {
  const { consumer } = copying();
  const { states, events } = consumer.topics('acme');
  expect([states, events]).toEqual([['acme.identity.state'], ['acme.identity.events']]);
  const asked: number[] = [];
  const offsets = {
    fetchTopicOffsetsByTimestamp: (_: string, time: number) => {
      asked.push(time);
      return Promise.resolve([{ partition: 3, offset: '17' }]);
    },
  };
  expect(await startOfLog(offsets, events, 1_000_000)).toEqual([
    { topic: 'acme.identity.events', partition: 3, offset: '17' },
  ]);
  expect(asked).toEqual([400_000]);
});

const steps = ['changed', 'changed', 'purged', 'changed', 'changed', 'purged'] as const;
const places = steps.flatMap((_, place) => steps.slice(0, place + 1).map((__, from) => [place, from] as const));

it.each(places)('[events] states up to %i and the log from %i come to what the owner has', async (place, from) => {
  const owner = new Map<string, string>();
  const messages = steps.map((is, index) => {
    const [user, sequence] = [(index % 2) as User, index + 1];
    if (is === 'purged') owner.delete(users[user]);
    else owner.set(users[user], `${sequence}`);
    return is === 'purged'
      ? { event: purged(user, sequence), state: state(user, sequence, sequence) }
      : { event: event(user, sequence), state: state(user, sequence, sequence, `${sequence}`) };
  });
  const { copy, consumer } = copying();
  for (const message of messages.slice(0, place)) await consumer.handle(message.state);
  for (const message of messages.slice(from)) await consumer.handle(message.event);
  expect(Object.fromEntries(copy)).toEqual(Object.fromEntries(owner));
});
