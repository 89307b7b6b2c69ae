import { randomBytes } from 'node:crypto';

export const customerTemplate = '117a77b0-9360-443b-8795-c6dedc750cf9';

export function uniqueDomain(): string {
  return `c${randomBytes(8).toString('hex')}.onmicrosoft.com`;
}

export function newCustomer(changes: { domain?: string; companyName?: string } = {}): object {
  const { domain = uniqueDomain(), companyName = 'Contoso' } = changes;
  return {
    companyProfile: { domain },
    billingProfile: {
      email: 'ana@contoso.com',
      culture: 'en-US',
      language: 'en',
      companyName,
      defaultAddress: {
        firstName: 'Ana',
        lastName: 'Silva',
        addressLine1: 'One Way',
        city: 'Redmond',
        state: 'WA',
        postalCode: '98052',
        country: 'US',
      },
    },
  };
}

export function newOrder(changes: object = {}): object {
  return { billingCycle: 'monthly', lineItems: [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1, ...changes }] };
}

export function attestation(changes: { primaryContact?: object; [field: string]: unknown } = {}): object {
  return {
    dateAgreed: '2024-06-14T00:00:00.000Z',
    templateId: customerTemplate,
    type: 'MicrosoftCustomerAgreement',
    ...changes,
    primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com', ...changes.primaryContact },
  };
}
