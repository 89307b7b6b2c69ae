import { pathToFileURL } from 'node:url';
import { jestExpect } from '@jest/expect';
import { ModernFakeTimers } from '@jest/fake-timers';
import { type AssertionResult, createEmptyTestResult, type TestResult } from '@jest/test-result';
import type { Circus, Config } from '@jest/types';
import { ConsoleLogger, Logger } from '@nestjs/common';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';
import type { Task } from './runner.ts';
import { transpileTypeScript } from './transpile.ts';

const mocks = new ModuleMocker(globalThis);
let timers: ModernFakeTimers | undefined;

/** Runs the tests of one file. What it has replaced is put back before the next file. */
export async function runFile({ path, project, testNamePattern, testTimeout, id }: Task): Promise<TestResult> {
  timers ??= await setUp(project);
  const environment = { ...process.env };
  circus.resetState();
  jestExpect.setState({ testPath: path });
  const state = circus.getState();
  state.testTimeout = testTimeout;
  if (testNamePattern) state.testNamePattern = new RegExp(testNamePattern, 'i');
  const startedAt = performance.timeOrigin + performance.now();
  try {
    // These add hooks to the tests of each file.
    for (const file of project.setupFilesAfterEnv) await import(`${pathToFileURL(file).href}?${id}`);
    await import(pathToFileURL(path).href);
    return resultOf(path, project, await circus.run(), startedAt);
  } finally {
    mocks.restoreAllMocks();
    timers.useRealTimers();
    Logger.overrideLogger(new ConsoleLogger());
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  }
}

/** Called by jest-worker when there are no more files. */
export function teardown(): void {
  process.off('disconnect', endWithJest);
}

/** Jest was killed: connections that tests have open would keep this process. */
function endWithJest(): void {
  process.exit();
}

async function setUp(project: Config.ProjectConfig): Promise<ModernFakeTimers> {
  process.once('disconnect', endWithJest);
  transpileTypeScript();
  for (const file of project.setupFiles) await import(pathToFileURL(file).href);
  const fake = new ModernFakeTimers({ config: project, global: globalThis });
  const jest = {
    spyOn: mocks.spyOn.bind(mocks),
    restoreAllMocks: () => mocks.restoreAllMocks(),
    useFakeTimers: (options?: Config.FakeTimersConfig) => fake.useFakeTimers(options),
    useRealTimers: () => fake.useRealTimers(),
    advanceTimersByTimeAsync: (milliseconds: number) => fake.advanceTimersByTimeAsync(milliseconds),
    clearAllTimers: () => fake.clearAllTimers(),
    getTimerCount: () => fake.getTimerCount(),
    now: () => fake.now(),
  };
  const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
  Object.assign(globalThis, { jest, expect: jestExpect, describe, it, test });
  Object.assign(globalThis, { beforeAll, beforeEach, afterAll, afterEach });
  circus.addEventHandler(nameTestInErrors);
  process.on('unhandledRejection', failRunningTest).on('uncaughtException', failRunningTest);
  return fake;
}

function nameTestInErrors(event: Circus.Event): void {
  if (event.name === 'test_start') jestExpect.setState({ currentTestName: event.test.name });
  if (event.name === 'test_done') event.test.numPassingAsserts = jestExpect.getState().numPassingAsserts;
}

function failRunningTest(error: unknown): void {
  const { currentlyRunningTest, unhandledErrors } = circus.getState();
  (currentlyRunningTest?.errors ?? unhandledErrors).push(error as Circus.Exception);
}

function resultOf(path: string, project: Config.ProjectConfig, run: Circus.RunResult, startedAt: number): TestResult {
  const testResults = run.testResults.map(assertionOf);
  const count = (status: string): number => testResults.filter((each) => each.status === status).length;
  const failures = [...testResults.flatMap(failureOf), ...run.unhandledErrors];
  const result = createEmptyTestResult();
  const end = performance.timeOrigin + performance.now();
  const slow = (end - startedAt) / 1_000 > project.slowTestThreshold;
  return {
    ...result,
    displayName: project.displayName,
    testFilePath: path,
    testResults,
    numPassingTests: count('passed'),
    numFailingTests: count('failed'),
    numPendingTests: count('pending'),
    perfStats: { ...result.perfStats, start: startedAt, end, runtime: Math.round(end - startedAt), slow },
    failureMessage: failures.length > 0 ? failures.join('\n\n') : null,
    ...(run.unhandledErrors.length > 0 && { testExecError: { message: '', stack: run.unhandledErrors.join('\n') } }),
  };
}

function assertionOf(test: Circus.TestResult): AssertionResult {
  const [, ...names] = test.testPath;
  const title = names.at(-1) ?? '';
  return {
    ancestorTitles: names.slice(0, -1),
    title,
    fullName: names.join(' '),
    duration: test.duration,
    failing: test.failing,
    failureDetails: test.errorsDetailed,
    failureMessages: [...test.errors],
    invocations: test.invocations,
    numPassingAsserts: test.numPassingAsserts,
    status: statusOf(test),
  };
}

function statusOf({ status, errors }: Circus.TestResult): AssertionResult['status'] {
  if (status === 'skip') return 'pending';
  return errors.length > 0 ? 'failed' : 'passed';
}

function failureOf({ ancestorTitles, title, failureMessages }: AssertionResult): string[] {
  const name = [...ancestorTitles, title].join(' › ');
  return failureMessages.length > 0 ? [`  ● ${name}\n\n${failureMessages.join('\n').replace(/^/gm, '    ')}`] : [];
}
