// What tests import as '@jest/globals'.
type Globals = Record<'jest' | 'expect' | 'describe' | 'it' | 'test', unknown>;
type Hooks = Record<'beforeAll' | 'beforeEach' | 'afterAll' | 'afterEach', unknown>;

export const { jest, expect, describe, it, test, beforeAll, beforeEach, afterAll, afterEach } =
  globalThis as unknown as Globals & Hooks;
