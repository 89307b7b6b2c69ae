import { type Connection } from 'mongoose';
import { type EventMessage } from '#lib/messaging';
import { ReactionsRepository } from './reactions.repository.js';

const now = new Date('2026-03-01T08:00:00Z');
const eventWith = (id: string): EventMessage => ({ id }) as EventMessage;
let recorded: Map<string, Date>;
let reactions: ReactionsRepository;
let done: string[];

beforeEach(() => {
  recorded = new Map();
  done = [];
  const model = {
    exists: ({ _id }: { _id: string }) => Promise.resolve(recorded.has(_id)),
    create: ({ _id, at }: { _id: string; at: Date }) => {
      if (recorded.has(_id)) return Promise.reject(Object.assign(new Error('duplicate'), { code: 11000 }));
      recorded.set(_id, at);
      return Promise.resolve();
    },
  };
  reactions = new ReactionsRepository({ model: () => model } as unknown as Connection, { now: () => now });
});

function react(handler: string, id: string, work = () => Promise.resolve()): Promise<void> {
  return reactions.once(handler, eventWith(id), () => {
    done.push(`${handler}/${id}`);
    return work();
  });
}

it('[ruling 2] reacts to an event once, however often it comes', async () => {
  await react('grant', 'tenant-1.7');
  await react('grant', 'tenant-1.7');
  expect(done).toEqual(['grant/tenant-1.7']);
  expect([...recorded]).toEqual([['grant/tenant-1.7', now]]);
});

it('[ruling 2] reacts to another event, and by another handler', async () => {
  for (const [handler = '', id = ''] of [
    ['grant', 'tenant-1.7'],
    ['grant', 'tenant-1.8'],
    ['mail', 'tenant-1.7'],
  ])
    await react(handler, id);
  expect(done).toHaveLength(3);
});

it('[ruling 2] repeats work that failed', async () => {
  await expect(react('grant', 'tenant-1.7', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await react('grant', 'tenant-1.7');
  expect(done).toHaveLength(2);
});

it('[ruling 2] two deliveries at once both end well', async () => {
  await Promise.all([react('grant', 'tenant-1.7'), react('grant', 'tenant-1.7')]);
  expect([...recorded.keys()]).toEqual(['grant/tenant-1.7']);
});
