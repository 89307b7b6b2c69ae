import { newCustomerOf } from '../support/new-customer.ts';
import { demoUser, expect, looksRight, test } from '../support/portal.ts';

const user = demoUser('direct-bill');
const OFFER = '031C9E47-4802-4248-838E-778FB1D2CC05';
const OTHER_OFFER = '796B6B5F-613C-4E24-A17C-EBA730D49C02';

test('[C8] [A3] [A7] a cart with several lines is ordered once the agreement is confirmed, and nothing twice', async ({
  signedInAs,
}) => {
  const page = await signedInAs(user);
  const { id, companyName } = await newCustomerOf(page, user);
  await page.goto(`/app/customers/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(companyName);
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('button', { name: 'New order' }).click();
  const first = page.getByRole('group', { name: 'Line 1' });
  const second = page.getByRole('group', { name: 'Line 2' });
  await first.getByLabel('Offer ID').fill(OFFER);
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(second.getByText('Fill this in.')).toBeVisible();
  await second.getByLabel('Offer ID').fill(OTHER_OFFER);
  await second.getByLabel('Quantity').fill('3');
  await second.getByLabel('Billing cycle').selectOption('Annual');
  await second.getByLabel('Name of the subscription').fill('For the workshop');
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.getByRole('button', { name: 'Remove line 3' }).click();
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByText('The Microsoft Customer Agreement is not confirmed yet.')).toBeVisible();
  await looksRight(page, 'cart');
  await page.getByLabel('First name').fill('Ann');
  await page.getByLabel('Last name').fill('Rowan');
  await page.getByLabel('Email address').fill('ann@rowan.example');
  // The answer to the checkout is lost: whoever tries again gets it, and orders nothing more.
  await page.route(
    '**/checkout',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByText('The platform cannot be reached.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The orders have been placed.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Orders' }).getByRole('row')).toHaveCount(3);
  await looksRight(page, 'cart-ordered');

  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Subscriptions' }).click();
  const subscriptions = page.getByRole('table', { name: 'Subscriptions' });
  await expect(subscriptions.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Change For the workshop' }).click();
  await page.getByLabel('Quantity').fill('5');
  await page.getByLabel('Name of the subscription').fill('For both workshops');
  await page.getByLabel('When its term ends').selectOption('It is to end');
  await looksRight(page, 'subscription-change');
  await page.getByRole('button', { name: 'Save' }).dblclick();
  const changed = subscriptions.getByRole('row').filter({ hasText: 'For both workshops' });
  await expect(changed.getByRole('cell', { name: '5', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Change For both workshops' }).click();
  await expect(page.getByLabel('When its term ends')).toHaveValue('off');
});

test('[C8] a Helpdesk agent sees what a customer has, and orders nothing', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill', 'HelpdeskAgent'));
  const { id, companyName } = await newCustomerOf(page, user);
  await page.goto(`/app/customers/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(companyName);
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByText('No orders yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New order' })).toHaveCount(0);
});
