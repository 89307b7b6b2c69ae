import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Log } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';

export interface Count {
  passed: number;
  failed: number;
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; startTime: number; endTime: number }[];
}

/** Suites that are told of, of each kind. */
const SLOWEST = 5;

export const NOTHING: Count = { passed: 0, failed: 0 };

export function sum(counts: readonly Count[]): Count {
  const add = (field: keyof Count): number => counts.reduce((total, count) => total + count[field], 0);
  return { passed: add('passed'), failed: add('failed') };
}

/**
 * @param file of Jest's results
 * @param options whether Jest has failed, and whether it may have had nothing to do
 */
export function countTests(
  file: string,
  { hasFailed, mayBeNone, log }: { hasFailed: boolean; mayBeNone: boolean; log: Log },
): Count {
  const failedBecause = (reason: string, passed: number): Count => {
    log(reason);
    return { passed, failed: 1 };
  };
  if (!existsSync(file)) return failedBecause('Jest did not get to run any test', 0);
  const results = resultsIn(file);
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  if (passed + failed === 0 && !mayBeNone) return failedBecause('No test was executed', 0);
  if (failed === 0 && hasFailed) return failedBecause('Jest failed, although every test passed', passed);
  return { passed, failed };
}

/**
 * @param file of Jest's results
 * @returns the suites that take longest, with their seconds
 */
export function slowestOf(file: string): string {
  if (!existsSync(file)) return '';
  const slowest = resultsIn(file)
    .testResults.map(({ name, startTime, endTime }) => ({
      name: relative(ROOT, name),
      seconds: (endTime - startTime) / 1_000,
    }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST);
  return slowest.map(({ name, seconds }) => `\n  ${seconds.toFixed(1).padStart(6)} s  ${name}`).join('');
}

function resultsIn(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}
