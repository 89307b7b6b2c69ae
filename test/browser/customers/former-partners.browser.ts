import { endRelationship, newCustomer } from '../support/customer.ts';
import { expect, fillSignIn, looksRight, test } from '../support/portal.ts';

const PASSWORD = 'Former-4711-x';

test('[A5] [C6] a customer takes the permission back that a former partner still has', async ({ page }) => {
  const customer = await newCustomer();
  await endRelationship(customer);
  await page.goto('/my/partners');
  await page.getByRole('link', { name: 'Sign in to go on' }).click();
  await fillSignIn(page, customer.userName, customer.password);
  await page.getByLabel('Current password').fill(customer.password);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Repeat the new password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your partners' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Former partners' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Dunmore Cloud' })).toBeVisible();
  await expect(page.getByText('Ended')).toBeVisible();
  await looksRight(page, 'former-partners');
  await page.getByRole('button', { name: 'Take administrator permission away' }).click();
  await looksRight(page, 'former-partners-question');
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByText('No partners yet')).toBeVisible();
});
