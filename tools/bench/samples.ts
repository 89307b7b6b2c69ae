import { randomBytes } from 'node:crypto';
import { sampleCustomer, type SampleCustomer } from '../demo/sample-customer.ts';

const CUSTOMER_TEMPLATE = '117a77b0-9360-443b-8795-c6dedc750cf9';

/** A customer that nobody has created yet. */
export function newCustomer(): SampleCustomer {
  return sampleCustomer({ domain: `c${randomBytes(8).toString('hex')}.onmicrosoft.com` });
}

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
