import { randomBytes } from 'node:crypto';
import { type Page } from '@playwright/test';
import { type SessionUser } from '../../../tools/platform/demo-data.ts';
import { expect } from './portal.ts';

/** A customer of its own for a test, made through the API. */
export async function newCustomerOf(page: Page, user: SessionUser): Promise<{ id: string; companyName: string }> {
  const prefix = `rowan${randomBytes(4).toString('hex')}`;
  const companyName = `Rowan ${prefix}`;
  const answer = await page.request.post('/v1/customers', {
    headers: { authorization: `Bearer ${user.token}` },
    data: {
      companyProfile: { domain: `${prefix}.onmicrosoft.com` },
      billingProfile: {
        email: `ann@${prefix}.example`,
        companyName,
        culture: 'en-US',
        language: 'en',
        defaultAddress: {
          firstName: 'Ann',
          lastName: 'Rowan',
          addressLine1: '1 Rowan Road',
          city: 'Seattle',
          state: 'WA',
          postalCode: '98101',
          country: 'US',
        },
      },
    },
  });
  expect(answer.status()).toBe(201);
  return { id: ((await answer.json()) as { id: string }).id, companyName };
}
