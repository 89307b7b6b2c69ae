import { randomBytes } from 'node:crypto';
import { type Browser, type Page } from '@playwright/test';
import { demo, expect, fillSignIn } from './portal.ts';

export const PASSWORD = 'Journey-4711-x';

/** A company that is no partner, signed in as its Global admin. */
export async function companyOf(browser: Browser, companyName: string): Promise<Page> {
  const domain = `willow${randomBytes(4).toString('hex')}.example`;
  const user = { firstName: 'Wil', lastName: 'Low', userName: 'wil', password: PASSWORD };
  const page = await opened(browser, '/');
  const data = { companyName, domain, country: 'US', cloud: 'Global', user };
  expect((await page.request.post('/v1/workaccounts', { data })).status()).toBe(201);
  await page.goto('/app/sign-in');
  await fillSignIn(page, `wil@${domain}`, PASSWORD);
  await page.waitForURL('**/app/home');
  return page;
}

/** A page of somebody else, without a session. */
export async function opened(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo.gatewayUrl, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
