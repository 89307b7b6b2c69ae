import Runner from 'kafkajs/src/consumer/runner.js';
import './fetch-pace.js';

interface Fetched {
  rawMessages: string[];
  offsetLag: () => string;
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const batch = (rawMessages: string[], lag = 0): Fetched => ({ rawMessages, offsetLag: () => String(lag) });
let brought: Fetched[];
let fetches: number;
let heartbeats: number;
let runner: Runner;

beforeEach(() => {
  jest.useFakeTimers();
  [brought, fetches, heartbeats] = [[batch(['event']), batch([])], 0, 0];
  const fetch = (): Promise<Fetched[]> => Promise.resolve(void fetches++).then(() => brought);
  runner = Object.assign(Object.create(Runner.prototype) as Runner, {
    running: true,
    instrumentationEmitter: { emit: () => undefined },
    consumerGroup: { fetch },
    heartbeat: () => Promise.resolve(void heartbeats++),
  });
});
afterEach(() => jest.useRealTimers());

/** Fetches once more after working on what was brought last; answers how long the consumer rests before. */
async function restAfter(workMs: number): Promise<number> {
  await runner.fetch('1');
  const before = fetches;
  await pass(workMs);
  const next = runner.fetch('1');
  let rest = 0;
  for (await pass(0); fetches === before; rest++) await pass(1);
  await next;
  return rest;
}

it('[performance] hands on only what there is', async () => {
  await expect(runner.fetch('1')).resolves.toEqual([brought[0]]);
  expect(heartbeats).toBe(0);
});

it('[performance] stays in its group while there is nothing', async () => {
  brought = [batch([])];
  await expect(runner.fetch('1')).resolves.toEqual([]);
  expect(heartbeats).toBe(1);
});

it('[performance] rests as long as it has worked, for 40 ms at most', async () => {
  await expect(restAfter(7)).resolves.toBe(7);
  runner = Object.assign(Object.create(Runner.prototype) as Runner, runner);
  await expect(restAfter(500)).resolves.toBe(40);
});

it('[performance] does not rest when there was nothing to work on', async () => {
  brought = [];
  await expect(restAfter(300)).resolves.toBe(0);
});

it('[performance] does not rest while it knows that there is more', async () => {
  brought = [batch(['event'], 3)];
  await expect(restAfter(100)).resolves.toBe(0);
});

it('[performance] rests for each broker by itself', async () => {
  await runner.fetch('1');
  await pass(10);
  await runner.fetch('2');
  expect(fetches).toBe(2);
});
