import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../stack/checkout.mjs';

export interface Count {
  passed: number;
  failed: number;
  /** What failed and why, a few lines each. */
  failures: readonly string[];
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: Suite[];
}

interface Suite {
  name: string;
  startTime: number;
  endTime: number;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
}

/** Suites that are told of, of each kind. */
const SLOWEST = 5;
/** Of the reason why a test failed, where all failures are told of once more. */
const LINES_OF_REASON = 8;

export const NOTHING: Count = { passed: 0, failed: 0, failures: [] };

export function sum(counts: readonly Count[]): Count {
  const add = (field: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[field], 0);
  return { passed: add('passed'), failed: add('failed'), failures: counts.flatMap(({ failures }) => failures) };
}

export function failedBecause(reason: string, passed = 0): Count {
  return { passed, failed: 1, failures: [reason] };
}

/**
 * @param file of Jest's results
 * @param options why Jest has failed, if it has, and whether it may have had nothing to do
 */
export function countTests(
  file: string,
  { failure, mayBeNone }: { failure: Error | undefined; mayBeNone: boolean },
): Count {
  if (!existsSync(file)) return failedBecause(`Jest did not get to run any test. ${failure?.message ?? ''}`);
  const results = resultsIn(file);
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  if (passed + failed === 0 && !mayBeNone) return failedBecause('No test was executed');
  if (failed === 0 && failure)
    return failedBecause(`Jest failed, although every test passed. ${failure.message}`, passed);
  return { passed, failed, failures: results.testResults.flatMap(failuresOf) };
}

function failuresOf({ name, status, message, assertionResults }: Suite): string[] {
  const file = relative(ROOT, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${file}\n${firstLines(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${file}: ${fullName}\n${firstLines(failureMessages.join('\n'))}`,
  );
}

/** Of a reason: what fits into a list of failures, without colours. */
export function firstLines(reason: string): string {
  const lines = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines
    .slice(0, LINES_OF_REASON)
    .map((line) => `    ${line}`)
    .join('\n');
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
