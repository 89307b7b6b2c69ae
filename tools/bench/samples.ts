import { randomBytes } from 'node:crypto';

const CUSTOMER_TEMPLATE = '117a77b0-9360-443b-8795-c6dedc750cf9';

export interface SampleCustomer {
  companyProfile: { domain: string };
  billingProfile: object;
}

/** The body of `POST /v1/customers`, of a customer that nobody has created yet. */
export function sampleCustomer(): SampleCustomer {
  return { companyProfile: { domain: `c${randomBytes(8).toString('hex')}.onmicrosoft.com` }, billingProfile };
}

const billingProfile = {
  email: 'ana@contoso.example',
  culture: 'en-US',
  language: 'en',
  companyName: 'Contoso',
  defaultAddress: {
    firstName: 'Ana',
    lastName: 'Silva',
    addressLine1: 'One Way',
    city: 'Redmond',
    state: 'WA',
    postalCode: '98052',
    country: 'US',
  },
};

export const sampleAgreement = {
  dateAgreed: '2024-06-14T00:00:00.000Z',
  templateId: CUSTOMER_TEMPLATE,
  type: 'MicrosoftCustomerAgreement',
  primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.example' },
};

export const sampleOrder = {
  billingCycle: 'monthly',
  lineItems: [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1 }],
};
