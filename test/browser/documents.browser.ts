import { randomBytes } from 'node:crypto';
import { type Page } from '@playwright/test';
import { companyOf, opened, PASSWORD } from './support/companies.ts';
import { fillNewCustomer } from './support/new-customer-form.ts';
import { demoUser, expect, fillSignIn, looksRight, test } from './support/portal.ts';

const directBill = demoUser('direct-bill');

test('[provider.4-6] [joint-request.1-3] a reseller sees its providers and their customers, and invites one with a provider', async ({
  signedInAs,
}) => {
  const page = await signedInAs(demoUser('indirect-reseller'));
  await page.goto('/app/home');
  await page.getByRole('navigation').getByRole('link', { name: 'Indirect providers' }).click();
  await expect(page.getByRole('heading', { name: 'Broadway Distribution' })).toBeVisible();
  await page.getByRole('link', { name: 'View customers' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
  await page.goBack();
  await page.getByRole('link', { name: 'Invite new customers' }).first().click();
  await expect(page.getByLabel('Together with your indirect provider').locator('option:checked')).toHaveText(
    'Broadway Distribution',
  );
  await page.getByRole('button', { name: 'Create the mail' }).click();
  await expect(page.getByLabel('Text')).toHaveValue(/Broadway Distribution/);
  await expect(page.getByRole('link', { name: 'Open in email' })).toHaveAttribute('href', /^mailto:/);
});

test('[request.1-5] [ask-with-request.1-8] [remove.1-4] a company accepts a partner and the agreement, is managed, and leaves', async ({
  browser,
  signedInAs,
}) => {
  const company = `Sorrel ${randomBytes(4).toString('hex')}`;
  const page = await signedInAs(directBill);
  await page.goto('/app/customers');
  await page.getByRole('link', { name: 'Request a reseller relationship' }).click();
  await page.getByRole('button', { name: 'Create the mail' }).click();
  await page.getByLabel('Subject').fill('Let us work together');
  await expect(page.getByRole('link', { name: 'Open in email' })).toHaveAttribute('href', /Let%20us%20work/);
  const link = /https?:\S+\/invitations\/[\w-]+/.exec(await page.getByLabel('Text').inputValue())?.[0] ?? '';

  const customer = await companyOf(browser, company);
  await customer.goto(link);
  await customer.getByRole('checkbox').check();
  await customer.getByRole('button', { name: 'Accept the Microsoft Customer Agreement as well' }).click();
  await fillContact(customer);
  await customer.getByRole('checkbox', { name: /Microsoft Customer Agreement/ }).check();
  await customer.getByRole('button', { name: 'Accept both' }).click();
  await customer.getByRole('link', { name: 'See your partners' }).click();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText('Your partners');
  await expect(customer.getByText('Yes: it may manage subscriptions, licences and users')).toBeVisible();

  await foundCustomer(page, company);
  await expect(page.getByText('By the customer')).toBeVisible();
  for (const tab of ['Users', 'Licences', 'Subscriptions']) {
    await page.getByRole('main').getByRole('navigation').getByRole('link', { name: tab }).click();
    await expect(page.getByRole('tabpanel').or(page.getByRole('main')).first()).toBeVisible();
  }
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Remove the reseller relationship' }).click();
  await page.getByRole('button', { name: 'Remove the relationship', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
  await page.getByRole('searchbox').fill(company);
  await expect(page.getByText('No customer is called so')).toBeVisible();
});

test('[attest-new.1-6] [status.1-3] a partner attests the agreement of a customer while it adds it', async ({
  signedInAs,
}) => {
  const page = await signedInAs(directBill);
  const name = await fillCustomer(page);
  await page
    .getByLabel('Microsoft Customer Agreement')
    .selectOption({ label: 'I attest that the customer has accepted it' });
  await page.getByLabel('Agreement acceptance date').fill('2999-01-01');
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByText('The date cannot be in the future.')).toBeVisible();
  await page.getByLabel('Agreement acceptance date').fill('2026-01-05');
  await page.getByRole('button', { name: 'Update who accepted' }).click();
  await page.getByLabel('First name of who accepted').fill('Olive');
  await page.getByLabel('Last name of who accepted').fill('Oak');
  await page.getByLabel('Email address of who accepted').fill('olive@oak.example');
  await looksRight(page, 'add-customer-attested');
  await page.getByRole('button', { name: 'Add customer' }).dblclick();
  await expect(page.getByText('The agreement is confirmed: the customer can be ordered for.')).toBeVisible();
  await foundCustomer(page, name);
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  await expect(page.getByText('Olive Oak (olive@oak.example)')).toBeVisible();
});

test('[ask-new.1-9] [ask.1-5] a new customer is asked to accept the agreement, and does', async ({
  browser,
  signedInAs,
}) => {
  const page = await signedInAs(directBill);
  const name = await fillCustomer(page);
  await page
    .getByLabel('Microsoft Customer Agreement')
    .selectOption({ label: 'The customer will be asked to accept it' });
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByText('The customer has been added.')).toBeVisible();
  const [userName = '', oneTime = ''] = await page.getByRole('main').locator('dd').allTextContents();
  await foundCustomer(page, name);
  await page.getByRole('button', { name: 'Ask the customer to accept' }).click();
  const link = /https?:\S+\/my\/agreement/.exec(await page.getByLabel('Text').inputValue())?.[0] ?? '';

  const customer = await opened(browser, link);
  await customer.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(customer, userName, oneTime);
  await customer.getByLabel('Current password').fill(oneTime);
  await customer.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await customer.getByLabel('Repeat the new password').fill(PASSWORD);
  await customer.getByRole('button', { name: 'Change password and sign in' }).click();
  await fillContact(customer);
  await customer.getByRole('checkbox').check();
  await looksRight(customer, 'my-agreement');
  await customer.getByRole('button', { name: 'Accept the agreement' }).click();
  await expect(customer.getByText('The agreement is confirmed for your company.')).toBeVisible();
  await customer.goto('/my/partners');
  await expect(customer.getByText('Yes: it may manage subscriptions, licences and users')).toBeVisible();
});

test('[attest.1-5] a partner attests the agreement of a customer that there is', async ({ signedInAs }) => {
  const page = await signedInAs(directBill);
  const name = await fillCustomer(page);
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByText('The customer has been added.')).toBeVisible();
  await foundCustomer(page, name);
  await expect(page.getByText('Not confirmed: orders are refused')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm that the customer has accepted' }).click();
  await fillContact(page);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
});

test('[enrol.9] [enrol-anew.6] whoever enrolled the company is an admin agent', async ({ signedInAs }) => {
  const user = demoUser('indirect-reseller');
  const page = await signedInAs(user);
  await page.goto('/app/home');
  await page.getByRole('navigation').getByRole('link', { name: 'User management' }).click();
  await expect(page.getByRole('row').filter({ hasText: user.name }).getByText('Admin agent')).toBeVisible();
});

/** The form for a new customer, filled but for its agreement. Answers the name. */
async function fillCustomer(page: Page): Promise<string> {
  const id = randomBytes(4).toString('hex');
  await page.goto('/app/customers');
  await page.getByRole('link', { name: 'Add customer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add customer');
  await page.getByLabel('Company name').fill(`Hazel ${id}`);
  await fillNewCustomer(page, { prefix: `hazel${id}`, firstName: 'Hazel', lastName: 'Wood' });
  return `Hazel ${id}`;
}

async function fillContact(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('Wil');
  await page.getByLabel('Last name').fill('Low');
  await page.getByLabel('Email address').fill('wil@low.example');
}

/** Found among the customers, and opened. */
async function foundCustomer(page: Page, name: string): Promise<void> {
  await page.goto('/app/customers');
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}
