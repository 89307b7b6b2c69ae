import { type Page } from '@playwright/test';
import { expect } from './portal.ts';

interface Contact {
  /** Of the domain. */
  prefix: string;
  firstName: string;
  lastName: string;
}

/** Fills the form for a new customer in Seattle, but for its name and its agreement. */
export async function fillNewCustomer(page: Page, { prefix, firstName, lastName }: Contact): Promise<void> {
  await page.getByLabel('Domain').fill(prefix);
  await expect(page.getByText('This domain is free.')).toBeVisible();
  await page.getByLabel('Country').selectOption('US');
  await page
    .getByLabel(/^Address/)
    .first()
    .fill('12 Mill Road');
  await page.getByLabel('City').fill('Seattle');
  await page.getByLabel('Postal code').fill('98101');
  // A field for text until it is known which states the country has.
  await page.getByRole('combobox', { name: 'State' }).selectOption('WA');
  await page.getByLabel('First name of the contact').fill(firstName);
  await page.getByLabel('Last name of the contact').fill(lastName);
  await page.getByLabel('Email address').fill(`${firstName.toLowerCase()}@${prefix}.example`);
}
