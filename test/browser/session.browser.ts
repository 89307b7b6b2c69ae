import { randomBytes } from 'node:crypto';
import { type Route } from '@playwright/test';
import { demo, demoUser, expect, fillSignIn, looksRight, test } from './support/portal.ts';

test('[I2] whoever opens the platform is welcomed', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('partner platform');
  await looksRight(page, 'welcome');
});

test('[I2] a user signs in, goes on to the page that was asked for, and signs out', async ({ page, context }) => {
  const { name } = demoUser('direct-bill');
  await page.goto('/app/home');
  await fillSignIn(page, name, demo.password);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome');
  await expect(page.getByText('Direct-bill partner')).toBeVisible();
  const cookie = (await context.cookies()).find(({ name: called }) => called === '__Host-session');
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate('document.cookie')).toBe('');
  await looksRight(page, 'home-direct-bill');

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await page.goto('/app/home');
  await expect(page.getByLabel('User name')).toBeVisible();
});

test('[I2] the session is for own pages alone', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  const { request } = page.context();
  const own = { 'x-portal': '1' };
  expect((await request.get('/app/api/v1/partner/programinfo', { headers: own })).status()).toBe(200);
  expect((await request.get('/app/api/v1/partner/programinfo')).status()).toBe(403);
  const forged = { headers: { ...own, origin: 'https://elsewhere.example' } };
  expect((await request.post('/app/api/v1/partneragreement/signature', forged)).status()).toBe(403);
  expect((await request.post('/app/sign-out', forged)).status()).toBe(403);
});

test('[I2] [I3] a form loses nothing: not while the platform is busy, not with the session, not with a lost answer', async ({
  signedInAs,
}) => {
  const user = demoUser('indirect-provider');
  const page = await signedInAs(user);
  const lastName = `yew${randomBytes(3).toString('hex')}`;
  const users = '**/app/api/v1/users';
  const isAdding = (route: Route): boolean => route.request().method() === 'POST';
  const form = page.locator('form');
  const tryAgain = form.getByRole('button', { name: 'Try again' });
  await page.clock.install();
  await page.goto('/app/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  await form.getByLabel('First name').fill('Yara');
  await form.getByLabel('Last name').fill(lastName);
  await form.getByLabel('User name').fill(lastName);

  let isBusy = true;
  let isLost = false;
  await page.route(users, async (route) => {
    if (!isAdding(route)) return route.fallback();
    if (isBusy) return route.fulfill({ status: 503, json: {} });
    if (!isLost) return route.fallback();
    isLost = false;
    await route.fetch();
    return route.abort();
  });
  await form.getByRole('button', { name: 'Add user' }).click();
  await expect(form.getByText('The platform is busy.')).toBeVisible();
  isBusy = false;

  await page.context().clearCookies();
  // The page notices when somebody comes back to it after a while.
  await page.clock.fastForward('02:00');
  await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
  await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
  await tryAgain.click();
  await expect(form.getByText('You are not signed in any more.')).toBeVisible();
  const opening = page.context().waitForEvent('page');
  await form.getByRole('link', { name: 'Sign in again' }).click();
  const tab = await opening;
  await fillSignIn(tab, user.name, demo.password);
  await expect(tab.getByText('You are signed in again.')).toBeVisible();
  await tab.close();

  isLost = true;
  await expect(form.getByLabel('Last name')).toHaveValue(lastName);
  await form.getByRole('button', { name: 'Add user' }).click();
  await expect(form.getByText('The platform cannot be reached.')).toBeVisible();
  await tryAgain.click();
  await expect(page.getByText('The user has been added.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: lastName })).toHaveCount(1);
});
