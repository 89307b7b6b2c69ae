import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { execa } from 'execa';
import { findProgram, isExecutable } from '../process/command.ts';
import { Failure } from '../process/program.ts';
import { withProgress, type Log } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';

/** The one that cannot open a window needs a third less processor time. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const NAMES = [...PACKAGES, 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const FETCH_LIMIT_MS = 180_000;
const INSTALL_LIMIT_MS = 600_000;

/** Where a Chromium is: on this machine; else fetched by Playwright; else, for root on Debian, from the distribution. */
export async function findChromium(log: Log, environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const here = onThisMachine(environment);
  if (here) return here;
  return withProgress(log, 'Chromium', async () => {
    const found = (await fetched()) ?? (await installed(environment));
    if (found) return found;
    throw new Failure(
      'The tests of the pages need a Chromium: install one (Debian: apt-get install chromium), or name it by CHROME_PATH.',
    );
  });
}

function onThisMachine(environment: NodeJS.ProcessEnv): string | undefined {
  const { CHROME_PATH: named } = environment;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Failure(`CHROME_PATH names ${named}, which cannot be run.`);
  }
  const own = chromium.executablePath();
  return (
    NAMES.map((name) => findProgram(name, environment)).find((path) => path !== undefined) ??
    (isExecutable(own) ? own : undefined)
  );
}

async function fetched(): Promise<string | undefined> {
  const { failed } = await execa(PROJECT_NODE, [PLAYWRIGHT, 'install', 'chromium'], {
    reject: false,
    timeout: FETCH_LIMIT_MS,
  });
  const path = chromium.executablePath();
  return !failed && isExecutable(path) ? path : undefined;
}

async function installed(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !findProgram('apt-get', environment)) return undefined;
  const options = {
    reject: false,
    timeout: INSTALL_LIMIT_MS,
    env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    extendEnv: false,
  } as const;
  await execa('apt-get', ['update'], options);
  for (const name of PACKAGES) {
    await execa('apt-get', ['install', '-y', '--no-install-recommends', name], options);
    const found = findProgram(name, environment);
    if (found) return found;
  }
  return undefined;
}
