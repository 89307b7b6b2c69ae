import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Browser, type Page, type Route } from '@playwright/test';
import { type Session, type SessionUser } from '../../../tools/platform/demo-data.ts';

const { TEST_DATA_DIR: dataDir = '' } = process.env;

/** What the demo's data are. */
export const demo = JSON.parse(readFileSync(join(dataDir, 'session.json'), 'utf8')) as Session;

/** The demo's first user of a company of this type. */
export function demoUser(partnerType: string, role = 'GlobalAdmin'): SessionUser {
  const found = demo.users.find((user) => user.partnerType === partnerType && user.roles.includes(role));
  if (!found) throw new Error(`The demo has no ${role} of a ${partnerType}.`);
  return found;
}

type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

interface Signed {
  /** A page with the session of a user of the demo. Each user signs in once for all tests of a worker. */
  signedInAs: (user: SessionUser) => Promise<Page>;
}

export const test = base.extend<Signed, { sessions: Map<string, State> }>({
  sessions: [async ({ browserName: _ }, use) => use(new Map()), { scope: 'worker' }],
  signedInAs: async ({ browser, sessions }, use, { project }) => {
    const { baseURL, locale, viewport } = project.use;
    const opened: Page[] = [];
    await use(async ({ name }) => {
      const known = sessions.get(name);
      const context = await browser.newContext({ baseURL, locale, viewport, ...(known && { storageState: known }) });
      const page = await context.newPage();
      opened.push(page);
      if (!known) {
        await page.goto('/app/sign-in');
        await fillSignIn(page, name, demo.password);
        await page.waitForURL('**/app/home');
        sessions.set(name, await context.storageState());
      }
      return page;
    });
    for (const page of opened) await page.context().close();
  },
});

/** On identity's page. */
export async function fillSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const WIDE = 1280;
const LOOKS = [
  { colorScheme: 'light', width: WIDE },
  { colorScheme: 'dark', width: WIDE },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 360 },
] as const;

/**
 * In both themes, wide and narrow: nothing that axe objects to, nothing that is wider than the window. Each look is kept as a picture.
 * @param name of the pictures
 */
export async function looksRight(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    const look = `${name}-${colorScheme}-${width}`;
    await page.screenshot({
      path: join(dataDir, 'screenshots', `${look}.png`),
      fullPage: true,
      animations: 'disabled',
    });
    if (width === WIDE) {
      // Pages have no frames: axe needs no page of its own to put together what it found in them.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await axe.exclude('[data-tabster-dummy]').analyze();
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(faults, look).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth'), look).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The next request to an address that matches gets no answer until it is let go. */
export async function heldBack(page: Page, address: string): Promise<{ letGo: () => Promise<void> }> {
  let letGo = (): void => undefined;
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
  const held = async (route: Route): Promise<void> => isLetGo.then(async () => route.continue());
  await page.route(address, held, { times: 1 });
  return {
    letGo: async () => {
      const answer = page.waitForResponse(address);
      letGo();
      await answer;
    },
  };
}

export { expect };
