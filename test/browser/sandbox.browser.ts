import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '../../tools/platform/platform.ts';
import { demo, demoUser, expect, looksRight, test } from './support/portal.ts';

const own = { 'x-portal': '1' };

test('[I2] in a sandbox a developer is any user of the demo by a click', async ({ page, context }) => {
  const [seller, reseller] = [demoUser('direct-bill'), demoUser('indirect-reseller')];
  await page.goto('/');
  await page.getByRole('link', { name: 'Sandbox' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sandbox' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: seller.name })).toBeVisible();
  await looksRight(page, 'sandbox-users');
  await page.getByRole('button', { name: `Switch to ${seller.name}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Sandbox');
  await expect(page.getByText('Direct-bill partner')).toBeVisible();
  await page.getByRole('link', { name: 'Sandbox' }).click();
  await expect(page.getByRole('row').filter({ hasText: seller.name })).toContainText('You');
  const answered = page.waitForResponse('**/app/api/v1/partner/programinfo');
  await page.getByRole('button', { name: `Switch to ${reseller.name}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Sandbox');
  await expect(page.getByText('Indirect reseller', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Sandbox' }).click();
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Last requests' }).click();
  // Other browsers ask the same platform meanwhile: its own request is found by its correlation id.
  const correlationId = (await answered).headers()['ms-correlationid'] ?? '';
  expect(correlationId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  const asked = page.getByRole('row').filter({ hasText: correlationId });
  await expect(asked).toContainText('GET /v1/partner/programinfo');
  await expect(asked).toContainText('200');
  await looksRight(page, 'sandbox-requests');

  const { request } = context;
  expect((await request.get('/app/sandbox/mails')).status()).toBe(403);
  expect((await request.get('/app/sandbox/users', { headers: own })).status()).toBe(200);
  expect(await (await request.get('/app/sandbox/users', { headers: own })).text()).not.toContain(seller.token);
  const forged = { headers: { ...own, origin: 'https://elsewhere.example' } };
  expect((await request.post(`/app/sandbox/users/${seller.name}/session`, forged)).status()).toBe(403);
});

test('[N1] in a sandbox a developer reads the mails, and follows their links', async ({ page, signedInAs }) => {
  const address = `ana${randomBytes(4).toString('hex')}@alder.example`;
  const sender = demoUser('indirect-provider');
  const send = (path: string, body: object): Promise<Response> =>
    fetch(`${demo.gatewayUrl}/v1/partnershipinvitations${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { id } = (await (await send('', {})).json()) as { id: string };
  const mailed = await send(`/${id}/mails`, { email: address });
  expect(mailed.status, await mailed.text()).toBeLessThan(300);

  await page.goto('/app/sandbox');
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: 'Mails' }).click();
  const row = page.getByRole('row').filter({ hasText: address });
  await row.getByRole('button', { name: /^Read/ }).click();
  await expect(page.getByText('As it was sent')).toBeVisible();
  await looksRight(page, 'sandbox-mails');
  const link = page.locator('a[href*="/partnershipinvitations/"]').first();
  const reseller = await signedInAs(demoUser('indirect-reseller'));
  await reseller.goto((await link.getAttribute('href')) ?? '');
  await expect(reseller.getByRole('heading', { level: 1 })).toContainText('Broadway Distribution');
});

test('[I2] outside of a sandbox there is nothing of it', async ({ page }) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-'));
  const platform = await startPlatform({
    kafkaBrokers: 'localhost:9',
    mongoUri: 'mongodb://localhost:9',
    prefix: 'none',
    dataDir,
    only: ['portal'],
    env: { SANDBOX: 'off', SANDBOX_DATA_DIR: join(process.cwd(), process.env['TEST_DATA_DIR'] ?? '') },
    log: () => undefined,
  });
  try {
    const [url = ''] = platform.urls.portal;
    for (const path of ['users', 'mails', 'requests']) {
      const answer = await fetch(`${url}/app/sandbox/${path}`, { headers: own });
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).not.toContain('data-sandbox');
    }
    const { name } = demoUser('direct-bill');
    const become = await fetch(`${url}/app/sandbox/users/${name}/session`, {
      method: 'POST',
      headers: { ...own, origin: platform.gatewayUrl },
    });
    expect(become.status).toBe(404);
    expect(become.headers.get('set-cookie')).toBeNull();
    await page.goto(`${url}/app/sandbox`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('nothing at this address');
    await expect(page.getByRole('link', { name: 'Sandbox' })).toHaveCount(0);
  } finally {
    await platform.stop();
  }
});
