import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fillNewCustomer } from '../support/new-customer-form.ts';
import { demoUser, expect, looksRight, test } from '../support/portal.ts';

test('[C1] [A3] [C8] [order.1-3] a partner adds a customer, and an order goes through once the agreement is confirmed', async ({
  signedInAs,
}) => {
  const page = await signedInAs(demoUser('direct-bill'));
  const name = `Juniper ${randomBytes(4).toString('hex')}`;
  const prefix = name.toLowerCase().replace(' ', '');
  await page.goto('/app/customers');
  await expect(page.getByRole('link', { name: 'Cedar Bakery' })).toBeVisible();
  await looksRight(page, 'customers');
  await page.getByRole('link', { name: 'Add customer' }).click();
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByText('Fill this in.').first()).toBeVisible();
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('Domain').fill('cedarbakery');
  await expect(page.getByText('This domain is taken. Choose another one.')).toBeVisible();
  await fillNewCustomer(page, { prefix, firstName: 'June', lastName: 'Iper' });
  await looksRight(page, 'add-customer');
  await page.getByRole('button', { name: 'Add customer' }).dblclick();
  await expect(page.getByText('One-time password')).toBeVisible();
  await looksRight(page, 'created-customer');
  await page.getByRole('link', { name: 'Go to the customer' }).click();
  await expect(page.getByText('Not confirmed: orders are refused')).toBeVisible();
  // Where no menu and no dialog was opened, nothing is hidden from whoever listens and still gets the focus.
  await page.reload();
  await expect(page.getByText('Not confirmed: orders are refused')).toBeVisible();
  await expect(page.locator('[aria-hidden=true][tabindex="0"]')).toHaveCount(0);
  await looksRight(page, 'customer');

  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('button', { name: 'New order' }).click();
  await page.getByLabel('Offer ID').fill('031C9E47-4802-4248-838E-778FB1D2CC05');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByText('The Microsoft Customer Agreement is not confirmed yet.')).toBeVisible();
  await looksRight(page, 'order-needs-agreement');
  await page.getByLabel('First name').fill('June');
  await page.getByLabel('Last name').fill('Iper');
  await page.getByLabel('Email address').fill(`june@${prefix}.example`);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByText('The order has been placed.')).toBeVisible();

  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Subscriptions' }).click();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByText('suspended')).toBeVisible();
  await looksRight(page, 'subscriptions');

  await page.reload();
  await expect(page.getByText('suspended')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('table', { name: 'Orders' })).toBeVisible();
});

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
