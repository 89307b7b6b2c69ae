import { randomBytes, randomInt } from 'node:crypto';
import { call } from '../support/api.ts';
import { customerWithLicences } from '../support/customer.ts';
import { demoUser, expect, looksRight, test } from '../support/portal.ts';

test('[E3] the operator imports profiles of the membership directory', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('operator'));
  const mpnId = String(randomInt(600_000_000, 699_999_999));
  await page.goto('/app/operator/directory');
  await page.getByLabel('Company profiles').fill('Fir Resale, US');
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText(/Write one profile on each line/)).toBeVisible();
  await page
    .getByLabel('Company profiles')
    .fill(`${mpnId}; Fir Resale; us\n${Number(mpnId) + 1}; Fir of old; CA; inactive`);
  await looksRight(page, 'operator-directory');
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText('The directory has been imported.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Fir of old' })).toContainText('Not active');
  const { token } = demoUser('operator');
  expect(await call('GET', `/operator/mpnprofiles/${mpnId}`, token)).toMatchObject({
    companyName: 'Fir Resale',
    country: 'US',
    active: true,
  });
});

test('[C8] the operator puts a customer on hold', async ({ signedInAs }) => {
  const customer = await customerWithLicences(1);
  const page = await signedInAs(demoUser('operator'));
  await page.goto('/app/operator/hold');
  await page.getByLabel('Customer ID').fill(customer.id);
  await looksRight(page, 'operator-hold');
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByText(customer.id)).toBeVisible();
  const { token } = demoUser('direct-bill');
  expect(await call('GET', `/customers/${customer.id}/validationStatus`, token)).toMatchObject({
    status: 'UnderReview',
  });
});

test('[N1] the operator sees which mails were sent', async ({ signedInAs }) => {
  const sender = demoUser('indirect-provider');
  const invitation = await call<{ id: string }>('POST', '/partnershipinvitations', sender.token, {});
  const email = `ola${randomBytes(4).toString('hex')}@alder.example`;
  await call('POST', `/partnershipinvitations/${invitation.id}/mails`, sender.token, { email });
  const page = await signedInAs(demoUser('operator'));
  await page.goto('/app/operator/mails');
  await expect(page.getByRole('row').filter({ hasText: 'partnership-invitation' }).first()).toContainText(
    sender.tenantId,
  );
  await looksRight(page, 'operator-mails');
  await page.getByLabel('Status').selectOption('Given up');
  await expect(page.getByText('No mails yet')).toBeVisible();
});
