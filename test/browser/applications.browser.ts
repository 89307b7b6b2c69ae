import { randomBytes } from 'node:crypto';
import { type Page } from '@playwright/test';
import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[I2] an admin adds an application, whose secrets work until they are ended, and revokes it', async ({
  signedInAs,
}) => {
  const page = await signedInAs(demoUser('direct-bill'));
  const name = `Ledger ${randomBytes(4).toString('hex')}`;
  await page.goto('/app/applications');
  await page.getByRole('button', { name: 'Add application' }).click();
  await page.getByLabel('Where it runs').selectOption('public');
  await page.getByRole('button', { name: 'Add application' }).last().click();
  await expect(page.getByText('Fill this in.')).toHaveCount(2);
  await page.getByLabel('Where it runs').selectOption('confidential');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Redirect URIs').fill('ftp://ledger.example/back');
  await page.getByRole('button', { name: 'Add application' }).last().click();
  await expect(page.getByText('cannot be a redirect URI')).toBeVisible();
  await page.getByLabel('Redirect URIs').fill('https://ledger.example/back');
  await looksRight(page, 'add-application');
  await page.getByRole('button', { name: 'Add application' }).last().dblclick();
  await expect(page.getByText('The application has been added.')).toBeVisible();
  await looksRight(page, 'added-application');
  const [appId, first] = [await factOf(page, 'Application ID'), await factOf(page, 'Secret')];
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy to clipboard' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(first);
  expect(await tokenStatus(page, appId, first)).toBe(200);

  await page.getByRole('link', { name: 'Go to the application' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Make it' }).dblclick();
  await expect(page.getByText('The application has a new secret.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  const second = await factOf(page, 'Secret');
  await looksRight(page, 'application');
  expect([await tokenStatus(page, appId, first), await tokenStatus(page, appId, second)]).toEqual([200, 200]);
  await page.getByRole('button', { name: 'End the old secret' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText('Two secrets work.')).toBeHidden();
  expect([await tokenStatus(page, appId, first), await tokenStatus(page, appId, second)]).toEqual([401, 200]);

  await page.goto('/app/applications');
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  await looksRight(page, 'applications');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Revoke the application' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API applications');
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);
  expect(await tokenStatus(page, appId, second)).not.toBe(200);
});

test('[I2] an admin names the platforms that send commands in the name of an application', async ({ signedInAs }) => {
  const user = demoUser('indirect-provider');
  const page = await signedInAs(user);
  const name = `Billing ${randomBytes(4).toString('hex')}`;
  await page.goto('/app/applications');
  await page.getByRole('button', { name: 'Add application' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Add application' }).last().click();
  await page.getByRole('link', { name: 'Go to the application' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  await page.getByRole('button', { name: 'Add source' }).click();
  await page.getByRole('textbox', { name: 'Source' }).fill('https://elsewhere.example/billing');
  await page.getByRole('checkbox', { name: 'Sales agent' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This was refused.')).toBeVisible();
  const source = `https://${user.name.split('@')[1]}/${name.split(' ')[1]}`;
  await page.getByRole('textbox', { name: 'Source' }).fill(source);
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row').filter({ hasText: source });
  await expect(row.getByText('Sales agent')).toBeVisible();
  await expect(row.getByText('Global admin')).toHaveCount(0);
  await page.getByRole('button', { name: 'Add source' }).click();
  await looksRight(page, 'command-sources');
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});

function factOf(page: Page, name: string): Promise<string> {
  return page
    .getByRole('definition')
    .and(page.locator(`dt:text-is("${name}") + dd`))
    .last()
    .innerText();
}

async function tokenStatus(page: Page, appId: string, secret: string): Promise<number> {
  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secret,
    resource: 'https://graph.windows.net',
  };
  return (await page.request.post('/organizations/oauth2/token', { form })).status();
}
