import { event, parsePayload } from '#lib/contracts';
import { type Fault } from '#lib/decision';
import { given } from '#lib/decision/testing';
import {
  customerValidationStatusChanged,
  type ValidationStatus,
} from '#contracts/customers/customer/customer-validation-status-changed.v1';
import { RequestPipe } from '#lib/partner-api';
import { type Customer } from '../customer/customer.js';
import { SetValidationStatusRequest, toResource } from './validation-status.dto.js';
import { setValidationStatus, validationFault } from './validation-status.js';

const now = new Date('2026-03-01T08:00:00.000Z');
const address = { country: 'US', city: 'Redmond', addressLine1: 'One Way', firstName: 'Ana', lastName: 'Silva' };
const customer: Customer = {
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  status: 'active',
  companyName: 'Contoso',
  companyNameFolded: 'contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'US',
  cloud: 'Global',
  billingProfile: {
    id: 'billing-1',
    email: 'ana@contoso.com',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso',
    defaultAddress: address,
  },
  relationships: [],
  formerPartners: [],
  adminPrivileges: [],
  subscriptions: [],
  reservedOrders: [],
  pendingConnections: [],
};
const withStatus = (status: ValidationStatus): Customer => ({ ...customer, validation: { status, updatedAt: now } });

describe('setValidationStatus', () => {
  it('[C8] keeps the status and its time, and tells of it', () => {
    const later = new Date('2026-04-01T08:00:00.000Z');
    given(withStatus('UnderReview'))
      .when((state) => setValidationStatus(state, 'Allowed', later))
      .thenState({ validation: { status: 'Allowed', updatedAt: later } })
      .then(
        event(customerValidationStatusChanged, {
          customerId: customer.id,
          companyName: 'Contoso',
          domain: customer.domain,
          country: 'US',
          cloud: 'Global',
          relationships: [],
          validationStatus: 'Allowed',
        }),
      );
  });

  it('[C8] the same again changes nothing', () =>
    given(withStatus('Allowed'))
      .when((state) => setValidationStatus(state, 'Allowed', now))
      .thenNothingHappened());

  it('[C8] publishes what the contract describes', () => {
    const decision = setValidationStatus(customer, 'NotReady', now);
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    const data = JSON.parse(JSON.stringify(decision.events[0]?.data)) as object;
    expect({ ...parsePayload(customerValidationStatusChanged, data) }).toEqual(data);
  });
});

describe('validationFault', () => {
  it.each<[ValidationStatus, Fault, string]>([
    ['UnderReview', { status: 403, code: 800073 }, 'Your customer account is currently under review.'],
    [
      'Unknown',
      { status: 403, code: 800074 },
      'Your customer account is currently under review: its status is unknown.',
    ],
    ['NotAllowed', { status: 403, code: 800075 }, 'The customer account was not approved.'],
  ])('[C8] refuses purchases of a customer that is %s', (status, fault, text) => {
    const description = expect.stringContaining(text) as string;
    const refused = { outcome: 'rejected', rejection: { fault, description } };
    expect(validationFault(withStatus(status), [{}])).toEqual(refused);
    expect(validationFault(withStatus(status), [{ renewsTo: 'subscription-1' }, {}])).toEqual(refused);
  });

  it.each<ValidationStatus>(['UnderReview', 'Unknown', 'NotAllowed'])(
    '[C8] never refuses a renewal of a customer that is %s',
    (status) => expect(validationFault(withStatus(status), [{ renewsTo: 'subscription-1' }])).toBeUndefined(),
  );

  it('[C8] refuses nothing when the account is allowed, not ready, or has no status', () => {
    for (const state of [withStatus('Allowed'), withStatus('NotReady'), customer])
      expect(validationFault(state, [{}])).toBeUndefined();
  });
});

describe('a validation status', () => {
  const read = (status: unknown): unknown => {
    const metatype = SetValidationStatusRequest;
    return (new RequestPipe().transform({ status }, { type: 'body', metatype }) as SetValidationStatusRequest).status;
  };

  it.each([
    ['underReview', 'UnderReview'],
    ['not ready', 'NotReady'],
    ['NOT_ALLOWED', 'NotAllowed'],
  ])('[C8] may be written %s', (given, status) => expect(read(given)).toBe(status));

  it.each(['approved', '', 5, null])('[C8] cannot be %j', (given) =>
    expect(() => read(given)).toThrow('status must be Allowed, UnderReview, NotAllowed, Unknown or Not Ready'),
  );

  it('[C8] is answered in Partner Center’s words', () => {
    const lastUpdateDateTime = '2026-03-01T08:00:00.000Z';
    expect(toResource({ status: 'NotReady', updatedAt: now })).toEqual({
      type: 'account',
      status: 'Not Ready',
      lastUpdateDateTime,
    });
    expect(toResource({ status: 'UnderReview', updatedAt: now }).status).toBe('UnderReview');
  });
});
