import { WebhookReceiver } from '../support/receivers/webhook-receiver.ts';
import { leaveLastAttempt } from './support/last-attempt.ts';
import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[N2] a partner registers its address, tries it out, sends again what failed, and takes it away', async ({
  signedInAs,
}) => {
  const user = demoUser('direct-bill');
  const receiver = await WebhookReceiver.open();
  const page = await signedInAs(user);
  const deliveries = page.getByRole('table', { name: 'Deliveries' });
  try {
    await page.goto('/app/webhooks');
    await page.getByRole('checkbox', { name: 'customer-created' }).check();
    await page.getByLabel('Address').fill('http://crm.example/events');
    await page.getByRole('button', { name: 'Register' }).click();
    await expect(page.getByText('must begin with https://')).toBeVisible();
    await looksRight(page, 'webhook-register');
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByRole('button', { name: 'Register' }).dblclick();
    await expect(page.getByText('test-created, customer-created')).toBeVisible();

    await page.getByRole('button', { name: 'Send a test event' }).click();
    await expect(page.getByText('Your address took the test event.')).toBeVisible();
    await expect(deliveries.getByText('Delivered')).toBeVisible();
    expect(receiver.named('test-created')).toHaveLength(1);
    await looksRight(page, 'webhooks');

    receiver.answers = 500;
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await expect(page.getByText('Your address has not taken the test event yet.')).toBeVisible();
    await leaveLastAttempt(user.tenantId);
    await expect(page.getByText('Your address did not take the test event.')).toBeVisible();
    await page.getByLabel('Status').selectOption('Failed');
    await expect(deliveries.getByRole('row').filter({ hasText: 'test-created' })).toHaveCount(1);
    await deliveries.getByRole('button', { name: 'Details' }).click();
    await expect(page.getByRole('dialog').getByText('The server answered 500.').first()).toBeVisible();
    await looksRight(page, 'webhook-delivery');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    receiver.answers = 200;
    await deliveries.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByLabel('Status').selectOption('All');
    await expect(deliveries.getByRole('row').filter({ hasText: 'Delivered' })).toHaveCount(2);
    expect(receiver.named('test-created')).toHaveLength(2);

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('checkbox', { name: 'order-created' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('test-created, customer-created, order-created')).toBeVisible();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('button', { name: 'Register' })).toBeVisible();
  } finally {
    await receiver.close();
  }
});
