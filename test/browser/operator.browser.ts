import { randomBytes, randomInt } from 'node:crypto';
import { customerWithLicences } from './support/customer.ts';
import { demo, demoUser, expect, looksRight, test } from './support/portal.ts';

async function call<Answer>(method: string, path: string, token: string | undefined, body?: object): Promise<Answer> {
  const response = await fetch(`${demo.gatewayUrl}/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

function workAccount(domain: string): Promise<{ tenantId: string; accessToken: string }> {
  const user = { firstName: 'Elm', lastName: 'Ash', userName: 'elm', password: 'Tree-by-tree-4711' };
  return call('POST', '/workaccounts', undefined, { companyName: 'Elm Cloud', domain, country: 'US', user });
}

test('[E5] [E10] the operator onboards a partner, approves its new name, and associates its MPN ID', async ({
  signedInAs,
}) => {
  const id = randomBytes(4).toString('hex');
  const { tenantId, accessToken } = await workAccount(`elm${id}.example`);
  const page = await signedInAs(demoUser('operator'));
  await page.goto('/app/operator/partners');
  await expect(page.getByRole('link', { name: 'Broadway Distribution' })).toBeVisible();
  await page.getByRole('button', { name: 'Onboard a partner' }).click();
  await page.getByLabel('Tenant ID').fill(tenantId);
  await page.getByLabel('Legal business name').fill(`Elm Cloud ${id}`);
  await page.getByLabel('Type').selectOption('Direct-bill partner');
  await looksRight(page, 'operator-onboard');
  await page.getByRole('button', { name: 'Onboard', exact: true }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: `Elm Cloud ${id}` })).toBeVisible();

  const mpnId = String(randomInt(500_000_000, 599_999_999));
  await page.getByLabel('MPN ID').fill(mpnId);
  await page.getByRole('button', { name: 'Associate' }).click();
  await expect(page.getByRole('definition').filter({ hasText: mpnId })).toBeVisible();

  const profile = await call<object>('GET', '/profiles/legalbusiness', accessToken);
  const address = { addressLine1: '1 Elm Way', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
  const contact = { firstName: 'Elm', lastName: 'Ash', email: `elm@elm${id}.example`, phoneNumber: '+1 206 555 0100' };
  await call('PUT', '/profiles/legalbusiness', accessToken, {
    ...profile,
    companyName: `Elm and Ash ${id}`,
    address: { ...address, ...contact },
    primaryContact: contact,
  });
  await page.goto('/app/operator/partners');
  await page.getByLabel('Which partners').selectOption('A legal change waits');
  await expect(page.getByRole('row').filter({ hasText: `Elm and Ash ${id}` })).toBeVisible();
  await looksRight(page, 'operator-partners');
  await page.getByRole('link', { name: `Elm Cloud ${id}` }).click();
  await page.getByLabel('Decision').selectOption('Reject');
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByText('Say why: the partner reads it.')).toBeVisible();
  await looksRight(page, 'operator-partner');
  await page.getByLabel('Decision').selectOption('Approve');
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Elm and Ash ${id}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Decide' })).toBeHidden();
});

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
