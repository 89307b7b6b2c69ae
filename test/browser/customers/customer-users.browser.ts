import { customerWithLicences } from '../support/customer.ts';
import { demo, demoUser, expect, fillSignIn, looksRight, test } from '../support/portal.ts';

test('[C9] a partner adds a user of a customer, gives it a licence, resets its password, deletes and restores it', async ({
  signedInAs,
  browser,
}) => {
  const customer = await customerWithLicences(1);
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto(`/app/customers/${customer.id}`);
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Add user' }).click();
  await page.getByLabel('First name').fill('Zoe');
  await page.getByLabel('Last name').fill('Reed');
  await page.getByLabel('User name').fill('zoe');
  await looksRight(page, 'customer-add-user');
  await page.getByRole('button', { name: 'Add user' }).dblclick();
  await expect(page.getByText('The user has been added.')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  const row = page.getByRole('row').filter({ hasText: `zoe@${customer.domain}` });
  await expect(row).toHaveCount(1);
  await looksRight(page, 'customer-users');

  await row.getByRole('button', { name: 'Licences of Zoe Reed' }).click();
  await page.getByRole('checkbox', { name: /1 free/ }).check();
  await looksRight(page, 'customer-user-licences');
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Licences' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText(/1\s*1\s*0/);
  await looksRight(page, 'customer-licences');
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Users' }).click();
  await row.getByRole('button', { name: 'Licences of Zoe Reed' }).click();
  await page.getByRole('checkbox', { name: /0 free/ }).uncheck();
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Licences' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText(/1\s*0\s*1/);
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Users' }).click();

  await row.getByRole('button', { name: 'Reset password of Zoe Reed' }).click();
  await page.getByRole('button', { name: 'Reset password', exact: true }).last().click();
  await expect(page.getByText('The password has been reset.')).toBeVisible();
  await looksRight(page, 'customer-user-password');
  const password = await page.getByRole('dialog').getByRole('definition').last().innerText();
  await page.getByRole('button', { name: 'Close' }).click();
  const other = await (await browser.newContext({ baseURL: demo.gatewayUrl })).newPage();
  await other.goto('/app/sign-in');
  await fillSignIn(other, `zoe@${customer.domain}`, password);
  await expect(other.getByLabel('New password').first()).toBeVisible();
  await other.context().close();

  await row.getByRole('button', { name: 'Delete Zoe Reed' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
  await page.getByRole('switch', { name: 'Show deleted users' }).click();
  await expect(row).toBeVisible();
  await looksRight(page, 'customer-deleted-users');
  await row.getByRole('button', { name: 'Restore Zoe Reed' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('No deleted users')).toBeVisible();
  await page.getByRole('switch', { name: 'Show deleted users' }).click();
  await expect(row).toBeVisible();
});

test('[C9] a helpdesk agent sees the users of a customer, and changes none', async ({ signedInAs }) => {
  const customer = await customerWithLicences(1);
  const page = await signedInAs(demoUser('direct-bill', 'HelpdeskAgent'));
  await page.goto(`/app/customers/${customer.id}`);
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Users' }).click();
  const licences = page.getByRole('button', { name: /^Licences of/ });
  await expect(licences).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^(Add|Delete|Reset)/ })).toHaveCount(0);
  await licences.click();
  await expect(page.getByRole('checkbox')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Update' })).toHaveCount(0);
});
