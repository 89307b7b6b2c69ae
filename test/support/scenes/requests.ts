import { randomBytes } from 'node:crypto';
import { sampleCustomer } from '../../../tools/demo/sample-customer.js';

export const customerTemplate = '117a77b0-9360-443b-8795-c6dedc750cf9';

export function uniqueDomain(): string {
  return `c${randomBytes(8).toString('hex')}.onmicrosoft.com`;
}

export function newCustomer({
  domain = uniqueDomain(),
  companyName,
}: { domain?: string; companyName?: string } = {}): object {
  return sampleCustomer({ domain, companyName });
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
