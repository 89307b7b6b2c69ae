import { demo, demoUser, expect, heldBack, looksRight, test } from './support/portal.ts';

test('[E10] [E12] a partner changes its profile part by part, and loses nothing while another part is saved', async ({
  signedInAs,
}) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/company');
  await expect(page.getByText('Your customers are not told yet how to reach your support.')).toBeVisible();
  await expect(page.getByText('4100001')).toBeVisible();
  await expect(page.getByText('US Dollar (USD)')).toBeVisible();
  await looksRight(page, 'company');

  await page.getByRole('button', { name: 'Edit: Contacts' }).click();
  await page.getByLabel('Email address').fill('help@dunmore.example');
  await page.getByLabel('Phone number').fill('+1 206 555 0101');
  await page.getByLabel('Website').fill('https://dunmore.example');
  const saving = await heldBack(page, '**/app/api/v1/profiles/support');
  await page.getByRole('button', { name: 'Save' }).dblclick();
  await page.getByRole('button', { name: 'Edit: Legal info' }).click();
  await page.getByLabel('First name of the contact').fill('Dun');
  await saving.letGo();
  await expect(page.getByText('Your customers reach your support so.')).toBeVisible();
  await expect(page.getByLabel('First name of the contact')).toHaveValue('Dun');

  await page.getByLabel('Last name of the contact').fill('More');
  await page
    .getByLabel(/^Address/)
    .first()
    .fill('1 Dunmore Way');
  await page.getByLabel('Country').selectOption('US');
  await page.getByLabel('City').fill('Seattle');
  await page.getByLabel('Postal code').fill('981');
  await page.getByLabel('State').selectOption('WA');
  await page.getByLabel('Email address').fill('dun@dunmore.example');
  await page.getByLabel('Phone number').fill('+1 206 555 0100');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This was refused.')).toBeVisible();
  await looksRight(page, 'company-legal-info');
  await page.getByLabel('Postal code').fill('98101');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The change is being verified.')).toBeVisible();
  await expect(page.getByText('1 Dunmore Way, Seattle, WA, 98101, United States')).toBeVisible();

  await page.getByRole('button', { name: 'Edit: Identifiers' }).click();
  await page.getByLabel('User name in the directory').fill(demo.memberName);
  await page.getByLabel('Password in the directory').fill(demo.password);
  await page.getByRole('button', { name: 'Sign in to the membership directory' }).click();
  await page.getByRole('button', { name: 'Choose 4200003' }).click();
  await expect(page.getByRole('button', { name: 'Edit: Identifiers' })).toBeVisible();
  await expect(page.getByText('Birch Resale')).toBeVisible();
  await page.reload();
  await expect(page.getByText('help@dunmore.example')).toBeVisible();
  await expect(page.getByText('dun@dunmore.example')).toBeVisible();
  await expect(page.getByText('4200003')).toBeVisible();
  await looksRight(page, 'company-known');
});

test('[E10] a Sales agent reads the profile, and changes nothing of it', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('indirect-provider', 'SalesAgent'));
  await page.goto('/app/company');
  await expect(page.getByRole('heading', { name: 'Program info' })).toBeVisible();
  await expect(page.getByText('4100002')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
});
