/** @satisfies {import('jest').Config} */
export const shared = {
  // It makes JavaScript of TypeScript itself.
  runner: '<rootDir>/tools/test/runner/runner.ts',
  transform: {},
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/packages/[^/]+/dist'],
};

/** @type {import('jest').Config} */
export default {
  // Of hooks as well: services take long to start on a machine that is busy with other checks.
  testTimeout: 120_000,
  // Of tests from outside: those that kill what they share run one after the other.
  maxWorkers: 1,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/packages', '<rootDir>/tools', '<rootDir>/test/properties'],
      testMatch: ['**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'features',
      roots: ['<rootDir>/test/conformance', '<rootDir>/test/features'],
      testMatch: ['**/*.e2e.ts'],
      globalSetup: '<rootDir>/test/support/platform/features.setup.mjs',
      globalTeardown: '<rootDir>/test/support/platform/teardown.mjs',
    },
    // Services, the broker and the database are killed here, and nowhere else: those that all suites share,
    {
      ...shared,
      displayName: 'resilience',
      roots: ['<rootDir>/test/resilience'],
      testMatch: ['<rootDir>/test/resilience/*.e2e.ts'],
      globalSetup: '<rootDir>/test/support/platform/resilience.setup.mjs',
      setupFilesAfterEnv: ['<rootDir>/test/support/platform/revive.mjs'],
      globalTeardown: '<rootDir>/test/support/platform/teardown.mjs',
    },
    // and those that a suite has started for itself, on the servers that features use.
    {
      ...shared,
      displayName: 'apart',
      roots: ['<rootDir>/test/resilience/apart'],
      testMatch: ['**/*.e2e.ts'],
    },
  ],
};
