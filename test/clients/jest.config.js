import { shared } from '../../jest.config.js';

/** Of `npm run test:clients`, which says in TEST_CLIENTS how the examples are run here. @type {import('jest').Config} */
export default {
  ...shared,
  displayName: 'clients',
  rootDir: '../..',
  roots: ['<rootDir>/test/clients'],
  testMatch: ['**/*.e2e.ts'],
  testTimeout: 600_000,
  maxWorkers: 1,
  globalSetup: '<rootDir>/test/support/platform/features.setup.mjs',
  globalTeardown: '<rootDir>/test/support/platform/teardown.mjs',
};
