import { randomBytes } from 'node:crypto';
import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[I3] an admin adds a user, changes its roles, and removes it', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('indirect-provider'));
  const name = `zoe${randomBytes(3).toString('hex')}`;
  await page.goto('/app/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  await page.getByLabel('First name').fill('Zoe');
  await page.getByLabel('Last name').fill(name);
  await page.getByLabel('User name').fill(name);
  await looksRight(page, 'add-user');
  await page.getByRole('button', { name: 'Add user' }).last().click();
  await expect(page.getByText('One-time password')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: `Roles of Zoe ${name}` }).click();
  await page.getByRole('checkbox', { name: 'Helpdesk agent' }).check();
  await page.getByRole('button', { name: 'Update' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row.getByText('Helpdesk agent')).toBeVisible();
  await expect(row.getByText('Sales agent')).toBeVisible();
  await looksRight(page, 'users');

  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toBeHidden();
});

test('[U1] what has changed is in the activity log', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/activity');
  await expect(page.getByRole('row').filter({ hasText: 'add customer' }).first()).toBeVisible();
  await looksRight(page, 'activity');
});
