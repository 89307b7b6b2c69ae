import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const {
  TEST_BROWSER: executablePath,
  TEST_GATEWAY_URL: baseURL,
  TEST_DATA_DIR: dataDir = '.data/test/browser',
} = process.env;
const folder = resolve(dataDir);

/** Chromium as it runs anywhere, also for root and without a network, without asking anybody for updates. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.browser.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['line'], ['json']],
  outputDir: join(folder, 'failures'),
  use: {
    baseURL,
    // What is not there fails by its name, long before the test does.
    actionTimeout: 30_000,
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath, args: FLAGS },
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
});
