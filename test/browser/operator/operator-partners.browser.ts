import { randomBytes, randomInt } from 'node:crypto';
import { call } from '../support/api.ts';
import { demoUser, expect, looksRight, test } from '../support/portal.ts';

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
