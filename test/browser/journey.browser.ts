import { randomBytes } from 'node:crypto';
import { mailTo } from '../../tools/demo/mailbox.ts';
import { countActions } from './support/actions.ts';
import { companyOf, opened, PASSWORD } from './support/companies.ts';
import { demo, demoUser, expect, heldBack, looksRight, test } from './support/portal.ts';

const MOST_ACTIONS = 59;

test('[E1-8] [R2] [C1] [C4] [A5] [C8] a company goes from no account to an order for a customer of its own, without a terminal', async ({
  browser,
  page,
  signedInAs,
}) => {
  test.slow();
  const id = randomBytes(4).toString('hex');
  const domain = `aspen${id}.example`;
  const company = `Willow Florist ${id}`;
  // Those who have accounts already have signed in.
  const operator = await signedInAs(demoUser('operator', 'Operator'));
  const provider = await signedInAs(demoUser('indirect-provider'));
  const customer = await companyOf(browser, company);
  const actions = countActions(page);

  await test.step('[enrol.1-3] [enrol-anew.1-3] it creates a work account', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create a work account' }).click();
    await page.getByLabel('Company name').fill('Aspen Resale');
    await page.getByLabel('Domain of the company').fill(domain);
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('Aspen');
    await page.getByLabel('User name').fill('ada');
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await looksRight(page, 'create-account');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await expect(page.getByText('The account has been created.')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByLabel('User name')).toHaveValue(`ada@${domain}`);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  });

  await test.step('[enrol.4-8] [enrol-anew.4-5] [already-enrolled.2] it enrols', async () => {
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Legal business name').fill('Aspen Resale');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('1 Aspen Way');
    await page.getByLabel('City').fill('Seattle');
    await page.getByLabel('Postal code').fill('98101');
    await page.getByLabel('State').fill('WA');
    await looksRight(page, 'enrolment');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('First name')).toHaveValue('Ada');
    await expect(page.getByLabel('Last name')).toHaveValue('Aspen');
    await expect(page.getByLabel('Email address')).toHaveValue(`ada@${domain}`);
    await page.getByLabel('Phone number').fill('+1 206 555 0100');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('Website')).toBeVisible();
    await expect(page.getByLabel('Email address')).toHaveValue(`ada@${domain}`);
    await expect(page.getByLabel('Phone number')).toHaveValue('+1 206 555 0100');
    await page.getByLabel('Website').fill(`https://${domain}`);
    const saving = await heldBack(page, '**/enrollments/current/supportcontact');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit: Membership number (MPN ID)' }).click();
    await page.getByLabel('User name in the directory').fill(demo.memberName);
    await saving.letGo();
    await expect(page.getByText('Done', { exact: true })).toHaveCount(3);
    await page.getByLabel('Password in the directory').fill(demo.password);
    await page.getByRole('button', { name: 'Sign in to the membership directory' }).click();
    await page.getByRole('button', { name: 'Choose 4200001' }).click();
    await page.getByRole('button', { name: 'Enroll now' }).click();
    await expect(page.getByText('The primary contact has to confirm the address.')).toBeVisible();
  });

  await test.step('its primary contact confirms the address by the link of the mail', async () => {
    const { text } = await mailTo(demo, `ada@${domain}`, '');
    const mail = await opened(browser, /https?:\S+\/verifications\/[\w-]+/.exec(text)?.[0] ?? '');
    await expect(mail.getByText(`ada@${domain}`)).toBeVisible();
    await looksRight(mail, 'verification');
    await mail.getByRole('button', { name: 'Confirm' }).click();
    await expect(mail.getByText('The address is confirmed.')).toBeVisible();
    await expect(page.getByText('Your company is being reviewed.')).toBeVisible();
  });

  await test.step('the operator approves', async () => {
    await operator.goto('/app/operator/enrolments');
    await looksRight(operator, 'operator-enrolments');
    await operator.getByRole('link', { name: 'Aspen Resale' }).first().click();
    await looksRight(operator, 'operator-enrolment');
    await operator.getByRole('button', { name: 'Decide' }).click();
    await expect(operator.getByText('Active')).toBeVisible();
  });

  await test.step('[already-enrolled.3] it signs the partner agreement', async () => {
    await page.getByRole('link', { name: 'Go to the partner agreement' }).click();
    await looksRight(page, 'partner-agreement');
    await page.getByRole('button', { name: 'Sign the agreement' }).click();
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(page.getByText('The Microsoft Partner Agreement is signed.')).toBeVisible();
  });

  await test.step('[provider.1-3] a provider invites it, and it authorises the provider', async () => {
    await provider.goto('/app/invitations');
    await provider.getByRole('button', { name: 'New invitation' }).click();
    const text = await provider.getByLabel('Text').inputValue();
    await looksRight(provider, 'invitations');
    await page.goto(/https?:\S+\/partnershipinvitations\/[\w-]+/.exec(text)?.[0] ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Broadway Distribution invites you');
    await looksRight(page, 'partnership-invitation');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Authorize indirect provider' }).click();
    await expect(page.getByText('Broadway Distribution is your indirect provider.')).toBeVisible();
  });

  await test.step('[joint-request.3-4] both invite a customer, which accepts them and the agreement', async () => {
    await page.getByRole('link', { name: 'Invite new customers' }).click();
    await expect(page.getByLabel('Together with your indirect provider').locator('option:checked')).toHaveText(
      'Broadway Distribution',
    );
    await page.getByRole('button', { name: 'Create the mail' }).click();
    const text = await page.getByLabel('Text').inputValue();
    await looksRight(page, 'relationship-request');
    const link = /https?:\S+\/invitations\/[\w-]+/.exec(text)?.[0] ?? '';

    await looksRight(customer, 'home-other');
    await customer.goto(link);
    await expect(customer.getByText('What you would allow')).toBeVisible();
    await looksRight(customer, 'relationship-invitation');
    await customer.getByRole('checkbox').check();
    await customer.getByRole('button', { name: 'Accept the Microsoft Customer Agreement as well' }).click();
    await expect(customer.getByLabel('First name')).toHaveValue('Wil');
    await customer.getByRole('checkbox', { name: /Microsoft Customer Agreement/ }).check();
    await looksRight(customer, 'relationship-invitation-with-agreement');
    await customer.getByRole('button', { name: 'Accept both' }).click();
    await expect(customer.getByText('You have accepted.')).toBeVisible();
    await customer.getByRole('link', { name: 'See your partners' }).click();
    await expect(customer.getByRole('heading', { name: 'Broadway Distribution', exact: true })).toBeVisible();
    await looksRight(customer, 'my-partners');
  });

  await test.step('[joint-request.5] the provider orders for the customer of its reseller', async () => {
    await provider.goto('/app/customers');
    await provider.getByRole('searchbox').fill(company);
    await provider.getByRole('link', { name: company }).click();
    await provider.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
    await provider.getByRole('button', { name: 'New order' }).click();
    await provider.getByLabel('Offer ID').fill('031C9E47-4802-4248-838E-778FB1D2CC05');
    await provider.getByLabel('MPN ID of the reseller on record').fill('4200001');
    await provider.getByRole('button', { name: 'Place the order' }).click();
    await expect(provider.getByText('The order has been placed.')).toBeVisible();
    await looksRight(provider, 'orders');
  });

  actions.end();
  expect(actions.count).toBeLessThanOrEqual(MOST_ACTIONS);
});
