import { shared } from '../../../jest.config.js';

/** Of `npm run chaos`, which says in CHAOS_KILLS and CHAOS_SEED what happens. @type {import('jest').Config} */
export default {
  ...shared,
  displayName: 'chaos',
  rootDir: '../../..',
  roots: ['<rootDir>/test/resilience/chaos'],
  testMatch: ['**/*.e2e.ts'],
  maxWorkers: 1,
  globalSetup: '<rootDir>/test/support/platform/resilience.setup.mjs',
  globalTeardown: '<rootDir>/test/support/platform/teardown.mjs',
};
