import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { type SweepLease, type SweepLeasesRepository } from './sweep-leases.repository.js';
import { SweptItems, type SweepPage } from './swept-items.js';

/** The leases that instances share, with the rules of the repository. */
class Leases implements Pick<SweepLeasesRepository, 'taken' | 'take' | 'done' | 'waits' | 'removeOld'> {
  now = 0;
  readonly waited: number[] = [];
  private readonly stored = new Map<string, { freeAt: number; holder: string; attempts: number }>();
  private holders = 0;

  taken(ids: string[]): Promise<Set<string>> {
    return Promise.resolve(new Set(ids.filter((id) => (this.stored.get(id)?.freeAt ?? 0) > this.now)));
  }

  take(id: string): Promise<SweepLease | undefined> {
    const known = this.stored.get(id);
    if (known && known.freeAt > this.now) return Promise.resolve(undefined);
    const lease = { holder: String(++this.holders), attempts: (known?.attempts ?? 0) + 1 };
    this.stored.set(id, { ...lease, freeAt: this.now + 15_000 });
    return Promise.resolve({ id, ...lease });
  }

  done({ id }: SweepLease): Promise<void> {
    Object.assign(this.stored.get(id) ?? {}, { freeAt: this.now + 15_000, attempts: 0 });
    return Promise.resolve();
  }

  waits({ id }: SweepLease, ms: number): Promise<void> {
    this.waited.push(ms);
    Object.assign(this.stored.get(id) ?? {}, { freeAt: this.now + ms });
    return Promise.resolve();
  }

  removeOld = (): Promise<void> => Promise.resolve();
}

interface Order {
  id: string;
}

/** What is left to do, in the order of its ids. */
let due: Map<string, Order>;
let done: string[];
let fails: (order: Order) => Error | undefined;
let leases: Leases;
let run: { stopping: boolean };

const bug = (): Error => new TypeError('x is undefined');
const away = (): Error => Object.assign(new Error('away'), { name: 'MongoNetworkError' });
const refusal = (): Error => new PartnerError(faults.conflict, 'taken');

const instance = (): SweptItems => new SweptItems(leases as unknown as SweepLeasesRepository);
function sweep(items = instance(), by = 'one'): Promise<void> {
  return items.each(run, {
    name: 'order',
    find: ({ after, limit }: SweepPage) =>
      Promise.resolve([...due.values()].filter(({ id }) => id > (after ?? '')).slice(0, limit)),
    itemsOf: (order) => [order],
    work: async (order) => {
      await Promise.resolve();
      const failure = fails(order);
      if (failure) throw failure;
      due.delete(order.id);
      done.push(`${order.id} ${by}`);
    },
  });
}
async function counted(outcome: string): Promise<number> {
  const text = await register.getSingleMetricAsString('twotier_swept_items_total');
  return Number(new RegExp(`sweep="order",outcome="${outcome}"} (\\d+)`).exec(text)?.[1] ?? 0);
}

const idOf = (index: number): string => String(index).padStart(4, '0');

beforeEach(() => {
  Logger.overrideLogger(false);
  due = new Map(Array.from({ length: 300 }, (_, index) => [idOf(index), { id: idOf(index) }]));
  [done, fails, leases, run] = [[], () => undefined, new Leases(), { stopping: false }];
});

it('[sweep] does everything that is found, page after page', async () => {
  await sweep();
  expect(done).toHaveLength(300);
  expect(due.size).toBe(0);
});

it.each([
  ['one item of 300', (id: string) => id === idOf(7)],
  ['each of the first 150 items', (id: string) => id < idOf(150)],
])('[sweep] goes on with all others while %s cannot be done', async (_, isPoisoned) => {
  fails = ({ id }) => (isPoisoned(id) ? bug() : undefined);
  await sweep();
  expect([...due.keys()].every(isPoisoned)).toBe(true);
  expect(done).toHaveLength(300 - due.size);
});

it('[sweep] waits longer before each try of an item that fails, counts each failure and logs the first', async () => {
  due = new Map([['poison', { id: 'poison' }]]);
  fails = bug;
  const error = jest.spyOn(Logger.prototype, 'error');
  const before = await counted('failed');
  for (let minute = 0; minute < 60 * 60; minute++) {
    leases.now += 1_000;
    await sweep();
  }
  expect(leases.waited.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...leases.waited)).toBe(600_000);
  expect(await counted('failed')).toBe(before + leases.waited.length);
  expect(error).toHaveBeenCalledTimes(1);
  error.mockRestore();
});

it.each([
  ['a database that is away', away, 'unavailable', 15_000],
  ['a refusal, which may be lifted', refusal, 'refused', 60_000],
])('[sweep] waits less for %s', async (_, failure, outcome, longest) => {
  due = new Map([['order', { id: 'order' }]]);
  fails = failure;
  const before = await counted(outcome);
  for (let second = 0; second < 600; second++) {
    leases.now += 1_000;
    await sweep();
  }
  expect(Math.max(...leases.waited)).toBe(longest);
  expect(await counted(outcome)).toBe(before + leases.waited.length);
});

it('[sweep] is shared by instances: each item is done once, and each instance does some', async () => {
  const [one, other] = [instance(), instance()];
  await Promise.all([sweep(one, 'one'), sweep(other, 'other')]);
  expect(new Set(done.map((line) => line.split(' ')[0])).size).toBe(300);
  expect(done).toHaveLength(300);
  expect(new Set(done.map((line) => line.split(' ')[1])).size).toBe(2);
});

it('[sweep] leaves an item of an instance that died with it to the others, after its lease', async () => {
  await leases.take(`order/${idOf(3)}`);
  await sweep();
  expect([...due.keys()]).toEqual([idOf(3)]);
  leases.now += 14_999;
  await sweep();
  expect(due.size).toBe(1);
  leases.now += 1;
  await sweep();
  expect(due.size).toBe(0);
});

it('[sweep] ends early when the service stops', async () => {
  fails = () => {
    run.stopping = true;
    return undefined;
  };
  await sweep();
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(10);
});

it('[sweep] fails as a whole when there are no leases to be had, after the work in hand', async () => {
  leases.take = (id) => (id.endsWith(idOf(2)) ? Promise.reject(away()) : Leases.prototype.take.call(leases, id));
  await expect(sweep()).rejects.toThrow('away');
  expect(done.length).toBeGreaterThanOrEqual(2);
});
