import { readFile } from 'node:fs/promises';
import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[C5] all customers are saved as a file', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/customers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export customers' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toContain('Cedar Bakery,cedarbakery.onmicrosoft.com,reseller');
});

test('[R6] anyone finds a provider', async ({ page }) => {
  await page.goto('/app/providers');
  await expect(page.getByRole('heading', { name: 'Broadway Distribution' })).toBeVisible();
  await looksRight(page, 'providers');
});

test('[R5] a reseller sees its providers', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('indirect-reseller'));
  await expect(page.getByText('Indirect reseller', { exact: true })).toBeVisible();
  await looksRight(page, 'home-indirect-reseller');
  await page.goto('/app/partnerships');
  await expect(page.getByRole('heading', { name: 'Broadway Distribution' })).toBeVisible();
  await looksRight(page, 'partnerships');
});

test('[C5] what the API refuses, and that it is away, is said on the page', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.route('**/app/api/v1/customers?*', (route) => route.abort());
  await page.goto('/app/customers');
  await expect(page.getByText('The platform cannot be reached.')).toBeVisible();
  await looksRight(page, 'platform-away');
  await page.unroute('**/app/api/v1/customers?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'Cedar Bakery' })).toBeVisible();
  await page.goto('/app/customers/00000000-0000-4000-8000-000000000000');
  await expect(
    page.getByRole('alert').or(page.getByRole('status')).or(page.getByText('This does not exist.')).first(),
  ).toBeVisible();
});
