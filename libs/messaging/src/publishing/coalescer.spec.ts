import { Coalescer, type CoalescerOptions } from './coalescer.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

interface Call {
  items: string[];
  succeed(): void;
  fail(error: Error): void;
}

/** A coalescer whose calls wait until the test lets them succeed or fail. */
function coalescer(options: CoalescerOptions): {
  calls: Call[];
  add(...items: string[]): Promise<string>[];
  settled(): Promise<void>;
} {
  const calls: Call[] = [];
  const coalescing = new Coalescer<string>(
    (items) => new Promise((resolve, reject) => calls.push({ items, succeed: resolve, fail: reject })),
    options,
  );
  const outcome = (added: Promise<void>): Promise<string> =>
    added.then(
      () => 'done',
      (error: Error) => error.message,
    );
  return {
    calls,
    add: (...items) => items.map((item) => outcome(coalescing.add(item))),
    settled: () => coalescing.settled(),
  };
}
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const itemsOf = (calls: Call[]): string[][] => calls.map(({ items }) => items);

it('[outbox] gathers what arrives within the wait into one call, in order of arrival', async () => {
  const { calls, add } = coalescer({ waitMs: 5, maxItems: 10 });
  const first = add('a', 'b');
  await pass(4);
  const second = add('c');
  expect(calls).toEqual([]);
  await pass(1);
  expect(itemsOf(calls)).toEqual([['a', 'b', 'c']]);
  calls[0]?.succeed();
  await expect(Promise.all([...first, ...second])).resolves.toEqual(['done', 'done', 'done']);
});

it('[outbox] takes no more than the limit at once, and does not wait when it is reached', async () => {
  const { calls, add } = coalescer({ waitMs: 5, maxItems: 2 });
  void add('a');
  void add('b', 'c', 'd', 'e');
  await pass(5);
  calls[0]?.succeed();
  await pass(0);
  expect(itemsOf(calls)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  calls[1]?.succeed();
  await pass(4);
  expect(calls).toHaveLength(2);
  await pass(1);
  expect(calls[2]?.items).toEqual(['e']);
});

it('[outbox] waits as long as the last call took, within its limits', async () => {
  const { calls, add } = coalescer({ waitMs: 5, mostMs: 20, maxItems: 10 });
  const waited = async (callMs: number, ms: number): Promise<void> => {
    await pass(callMs);
    calls.at(-1)?.succeed();
    await pass(0);
    void add('b');
    const before = calls.length;
    await pass(ms - 1);
    expect(calls).toHaveLength(before);
    await pass(1);
    expect(calls).toHaveLength(before + 1);
  };
  void add('a');
  await pass(5);
  await waited(2, 5);
  await waited(12, 12);
  await waited(500, 20);
});

it('[outbox] does not wait at all where it need not, and gathers while a call is under way', async () => {
  const { calls, add } = coalescer({ waitMs: 0, maxItems: 10 });
  void add('a', 'b', 'c');
  expect(itemsOf(calls)).toEqual([['a']]);
  calls[0]?.succeed();
  await pass(0);
  expect(itemsOf(calls)).toEqual([['a'], ['b', 'c']]);
});

it('[outbox] makes one call at a time', async () => {
  const { calls, add } = coalescer({ waitMs: 5, maxItems: 10 });
  void add('a');
  await pass(5);
  void add('b');
  await pass(1_000);
  expect(itemsOf(calls)).toEqual([['a']]);
  calls[0]?.succeed();
  await pass(5);
  expect(itemsOf(calls)).toEqual([['a'], ['b']]);
});

it('[outbox] a failing call fails its own items alone, and goes on', async () => {
  const { calls, add } = coalescer({ waitMs: 5, maxItems: 2 });
  const added = add('a', 'b', 'c');
  await pass(5);
  calls[0]?.fail(new Error('the broker is away'));
  await pass(5);
  calls[1]?.succeed();
  await expect(Promise.all(added)).resolves.toEqual(['the broker is away', 'the broker is away', 'done']);
  const later = add('d');
  await pass(5);
  calls[2]?.succeed();
  await expect(Promise.all(later)).resolves.toEqual(['done']);
});

it('[outbox] has settled when everything was handled, well or badly', async () => {
  const { calls, add, settled } = coalescer({ waitMs: 5, maxItems: 1 });
  await settled();
  void add('a', 'b');
  let done = false;
  void settled().then(() => (done = true));
  calls[0]?.fail(new Error('the broker is away'));
  await pass(5);
  expect(done).toBe(false);
  calls[1]?.succeed();
  await pass(0);
  expect(done).toBe(true);
});
