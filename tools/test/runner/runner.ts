import { join } from 'node:path';
import type { Test, TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import { Worker } from 'jest-worker';
import { ROOT } from '../../stack/checkout.mjs';

/** What a worker has to know of a file of tests. */
export interface Task {
  path: string;
  project: Config.ProjectConfig;
  testNamePattern?: string;
  testTimeout: number;
  /** Tells the files of one worker apart. */
  id: number;
}

type Worked = Worker & { runFile(task: Task): Promise<TestResult> };

/**
 * Jest's runner for this repository: test files are ES modules of Node itself, and those of one worker share what they import. Jest's
 * own runner gives each file a registry of modules, and loads Nest, Mongoose and KafkaJS anew for each of them.
 */
export default class SharedModulesRunner {
  readonly supportsEventEmitters = false;
  private readonly globalConfig: Config.GlobalConfig;

  constructor(globalConfig: Config.GlobalConfig) {
    this.globalConfig = globalConfig;
  }

  async runTests(
    tests: Test[],
    watcher: { isInterrupted(): boolean },
    onStart: (test: Test) => Promise<void>,
    onResult: (test: Test, result: TestResult) => Promise<void>,
    onFailure: (test: Test, error: unknown) => Promise<void>,
  ): Promise<void> {
    const waiting = [...tests.entries()];
    const runAll = async (worker: Worked): Promise<void> => {
      for (let next = waiting.shift(); next && !watcher.isInterrupted(); next = waiting.shift()) {
        const [id, test] = next;
        await onStart(test);
        await worker.runFile(this.taskOf(test, id)).then(
          (result) => onResult(test, result),
          (error: unknown) => onFailure(test, error),
        );
      }
      await worker.end();
    };
    const workers = Math.min(this.globalConfig.maxWorkers, tests.length);
    await Promise.all(Array.from({ length: workers }, () => runAll(startWorker())));
  }

  private taskOf(test: Test, id: number): Task {
    const { testNamePattern, testTimeout = 5_000 } = this.globalConfig;
    return {
      id,
      path: test.path,
      project: test.context.config,
      testTimeout,
      ...(testNamePattern && { testNamePattern }),
    };
  }
}

function startWorker(): Worked {
  const worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
    exposedMethods: ['runFile'],
    numWorkers: 1,
    forkOptions: { cwd: ROOT, execArgv: [...process.execArgv, '--conditions=source', '--enable-source-maps'] },
  }) as Worked;
  worker.getStdout().pipe(process.stdout);
  worker.getStderr().pipe(process.stderr);
  return worker;
}
