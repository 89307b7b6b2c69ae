import { newCustomerOf } from '../support/new-customer.ts';
import { demoUser, expect, looksRight, test } from '../support/portal.ts';

const user = demoUser('direct-bill');

test('[C5] who saves a profile that somebody else has changed meanwhile sees both, and decides', async ({
  signedInAs,
}) => {
  const page = await signedInAs(user);
  const { id, companyName } = await newCustomerOf(page, user);
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/app/customers/${id}`);
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText(companyName);
    await tab.getByRole('button', { name: 'Edit: Billing profile' }).click();
    await expect(tab.getByLabel('State')).toHaveValue('WA');
  }
  await other.getByLabel('City').fill('Tacoma');
  await other.getByLabel('Phone number').fill('+1 206 555 0199');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('1 Rowan Road, Tacoma, WA, 98101, United States')).toBeVisible();

  await page.getByLabel('City').fill('Spokane');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Somebody has changed the profile meanwhile.')).toBeVisible();
  const differing = page.getByRole('table', { name: 'What differs' });
  const row = differing.getByRole('row').filter({ hasText: 'City' });
  await expect(row.getByText('Spokane')).toBeVisible();
  await expect(row.getByText('Tacoma')).toBeVisible();
  await looksRight(page, 'customer-profile-conflict');
  await page.getByLabel('Phone number').fill('+1 206 555 0199');
  await expect(differing.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Save mine' }).click();
  await expect(page.getByText('1 Rowan Road, Spokane, WA, 98101, United States')).toBeVisible();
  await expect(page.getByText('+1 206 555 0199')).toBeVisible();

  await other.getByRole('button', { name: 'Edit: Billing profile' }).click();
  await other.getByLabel('Company name').fill(`${companyName} again`);
  await page.getByRole('button', { name: 'Edit: Billing profile' }).click();
  await page.getByLabel('Company name').fill(`${companyName} anew`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page
      .getByRole('definition')
      .filter({ hasText: `${companyName} anew` })
      .first(),
  ).toBeVisible();
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByRole('button', { name: 'Take what was saved' }).click();
  await expect(other.getByLabel('Company name')).toHaveValue(`${companyName} anew`);
  await expect(other.getByRole('table', { name: 'What differs' })).toBeHidden();
});

test('[C5] a partner says which special offers a customer qualifies for', async ({ signedInAs }) => {
  const page = await signedInAs(user);
  const { id } = await newCustomerOf(page, user);
  await page.goto(`/app/customers/${id}`);
  await expect(page.getByText('None: the customer buys what every company can buy.')).toBeVisible();
  await page.getByRole('button', { name: 'Add qualification' }).click();
  await page.getByLabel('Qualification').selectOption('Government Community Cloud');
  await page.getByLabel('Validation code').fill('4711');
  await page.getByRole('button', { name: 'Save' }).dblclick();
  const row = page.getByRole('row').filter({ hasText: 'Government Community Cloud' });
  await expect(row.getByText('4711')).toBeVisible();
  await looksRight(page, 'customer-qualifications');
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('None: the customer buys what every company can buy.')).toBeVisible();
});
