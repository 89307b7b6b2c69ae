import { call } from './support/api.ts';
import { companyOf } from './support/companies.ts';
import { demoUser, expect, looksRight, test } from './support/portal.ts';

test('[I2] the pages are in German for whoever reads German', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Look and language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Partnerplattform');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Partnerplattform');
});

test('[A2] [I2] agreements are in Turkish for whoever reads Turkish, and other pages in English', async ({
  browser,
}) => {
  const page = await companyOf(browser, 'Çınar Çiçekçilik', { country: 'TR', locale: 'tr-TR' });
  const [html, title] = [page.locator('html'), page.getByRole('heading', { level: 1 })];
  await expect(html).toHaveAttribute('lang', 'en');
  await page.getByRole('navigation').getByRole('link', { name: 'Customer agreement' }).click();
  await expect(title).toHaveText('Microsoft Müşteri Sözleşmesi');
  await expect(html).toHaveAttribute('lang', 'tr');
  await expect(page.getByText('Türkçe (Türkiye)')).toBeVisible();
  await looksRight(page, 'my-agreement-turkish');
  await page.getByRole('button', { name: 'Görünüm ve dil' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Türkçe' })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.getByRole('navigation').getByRole('link', { name: 'Giriş' }).click();
  await expect(title).toContainText('Welcome');
  await expect(html).toHaveAttribute('lang', 'en');
});

test('[C4] [I2] what a partner would get is told in the language of who reads it', async ({ browser }) => {
  const { token } = demoUser('direct-bill');
  const request = await call<{ token: string }>('POST', '/customers/relationshiprequests', token, {});
  const texts = {
    'de-AT': [
      'Was Sie erlauben würden',
      /erhält die Administratorberechtigung für Ihre Abonnements, Lizenzen und Benutzer/,
    ],
    'tr-TR': [
      'Neye izin vermiş olursunuz',
      /abonelikleriniz, lisanslarınız ve kullanıcılarınız üzerinde yönetici izni alır/,
    ],
    'fr-FR': ['What you would allow', /gets administrator permission over your subscriptions, licences and users/],
  } as const;
  for (const [locale, [title, right]] of Object.entries(texts)) {
    const page = await companyOf(browser, 'Willow', { locale });
    await page.goto(`/invitations/${request.token}`);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText(right)).toBeVisible();
    await page.context().close();
  }
});
