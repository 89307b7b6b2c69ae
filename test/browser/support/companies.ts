import { randomBytes } from 'node:crypto';
import { type Browser, type Page } from '@playwright/test';
import { demo, expect, fillSignIn } from './portal.ts';

export const PASSWORD = 'Journey-4711-x';

/** A company that is no partner, signed in as its Global admin in a browser that prefers this language. */
export async function companyOf(
  browser: Browser,
  companyName: string,
  { country = 'US', locale = 'en-US' } = {},
): Promise<Page> {
  const domain = `willow${randomBytes(4).toString('hex')}.example`;
  const user = { firstName: 'Wil', lastName: 'Low', userName: 'wil', password: PASSWORD };
  const page = await opened(browser, '/', locale);
  const data = { companyName, domain, country, cloud: 'Global', user };
  expect((await page.request.post('/v1/workaccounts', { data })).status()).toBe(201);
  await page.goto('/app/sign-in');
  await fillSignIn(page, `wil@${domain}`, PASSWORD);
  await page.waitForURL('**/app/home');
  return page;
}

/** A page of somebody else, without a session. */
export async function opened(browser: Browser, address: string, locale = 'en-US'): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo.gatewayUrl, locale });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
