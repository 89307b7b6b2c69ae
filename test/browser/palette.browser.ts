import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[C5] Ctrl+K leads to a page, to a customer and to what can be done', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome');
  const field = page.getByRole('combobox', { name: 'Search pages and customers' });

  await page.keyboard.press('Control+K');
  await expect(field).toBeFocused();
  await looksRight(page, 'palette');
  await field.fill('activi');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity log' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();

  await page.keyboard.press('Control+K');
  await field.fill('cedar');
  const found = page.getByRole('option', { name: 'Cedar Bakery (cedarbakery.onmicrosoft.com)' });
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await found.getAttribute('id')) ?? 'none');
  await looksRight(page, 'palette-customer');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Cedar Bakery' })).toBeVisible();

  await page.keyboard.press('Control+K');
  await field.fill('there is no such page');
  await expect(page.getByText('Nothing is called so.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await page.getByRole('button', { name: 'Search pages and customers' }).click();
  await field.fill('add cust');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Add customer' })).toBeVisible();
});

test('[I2] Ctrl+K leads nobody elsewhere who is asked something', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/customers');
  await page.getByRole('link', { name: 'Cedar Bakery' }).click();
  await page.getByRole('button', { name: 'Remove the reseller relationship' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Remove the reseller relationship' })).toBeFocused();
});

test('[I2] the pages are reached from a narrow window', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/app/home');
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Customers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});
