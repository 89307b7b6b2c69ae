import { Logger } from '@nestjs/common';
import { PeriodicSweep } from './periodic-sweep.js';

interface Run {
  succeed(): void;
  fail(error: Error): void;
}

/** Runs every 10 s; each run waits until the test lets it succeed or fail. */
class Sweep extends PeriodicSweep {
  readonly runs: Run[] = [];

  constructor() {
    super(10);
  }

  protected sweep(): Promise<void> {
    return new Promise((resolve, reject) => this.runs.push({ succeed: resolve, fail: reject }));
  }
}

const pass = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);
let sweep: Sweep;

beforeEach(() => {
  jest.useFakeTimers();
  Logger.overrideLogger(false);
  sweep = new Sweep();
  sweep.onApplicationBootstrap();
});
afterEach(async () => {
  sweep.runs.at(-1)?.succeed();
  await sweep.onModuleDestroy();
  jest.useRealTimers();
});

it('[sweep] runs at its interval', async () => {
  await pass(9);
  expect(sweep.runs).toHaveLength(0);
  await pass(1);
  expect(sweep.runs).toHaveLength(1);
  sweep.runs[0]!.succeed();
  await pass(10);
  expect(sweep.runs).toHaveLength(2);
});

it('[sweep] never has two runs at the same time', async () => {
  await pass(60);
  expect(sweep.runs).toHaveLength(1);
  sweep.runs[0]!.succeed();
  await pass(10);
  expect(sweep.runs).toHaveLength(2);
});

it('[sweep] logs a run that fails, and goes on', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn');
  await pass(10);
  sweep.runs[0]!.fail(new Error('no database'));
  await pass(10);
  expect(warn).toHaveBeenCalledWith('Sweep failed, trying again: no database');
  expect(sweep.runs).toHaveLength(2);
  warn.mockRestore();
});

it('[sweep] runs at once when it is asked to', async () => {
  sweep.soon();
  expect(sweep.runs).toHaveLength(1);
  sweep.runs[0]!.succeed();
  await pass(9);
  expect(sweep.runs).toHaveLength(1);
});

it('[sweep] runs once more after the run in hand, however often it was asked to meanwhile', async () => {
  await pass(10);
  sweep.soon();
  sweep.soon();
  expect(sweep.runs).toHaveLength(1);
  sweep.runs[0]!.succeed();
  await pass(0);
  expect(sweep.runs).toHaveLength(2);
  sweep.runs[1]!.succeed();
  await pass(9);
  expect(sweep.runs).toHaveLength(2);
});

it('[sweep] stops after the run in hand, which is told, and does not run again', async () => {
  await pass(10);
  sweep.soon();
  let stopped = false;
  const stopping = sweep.onModuleDestroy().then(() => (stopped = true));
  await pass(60);
  expect([stopped, sweep.stopping]).toEqual([false, true]);
  sweep.runs[0]!.succeed();
  await stopping;
  sweep.soon();
  await pass(60);
  expect(sweep.runs).toHaveLength(1);
});
