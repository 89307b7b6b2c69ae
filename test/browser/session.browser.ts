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
