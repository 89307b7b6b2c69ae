import { event, faults } from '#lib/contracts';
import { type Fault } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { type Customer } from '../customer/customer.js';
import { changeBillingProfile } from './profile.js';
import { nobody, inUnitedStates, american, inBrazil, brazilian } from './sample-details.js';

describe('changeBillingProfile', () => {
  const since = new Date('2026-03-01T08:00:00.000Z');
  const defaultAddress = { ...nobody, ...inUnitedStates.address, country: 'US', city: 'Redmond' };
  const profile = {
    email: 'ana@contoso.com',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso',
    defaultAddress,
  };
  const customer: Customer = {
    id: 'customer-1',
    status: 'active',
    companyName: 'Contoso',
    companyNameFolded: 'contoso',
    domain: 'contoso.onmicrosoft.com',
    country: 'US',
    cloud: 'Global',
    billingProfile: { ...profile, id: 'billing-1' },
    relationships: [{ partnerId: 'partner-1', since, associatedPartnerIds: [], subscriptions: ['subscription-1'] }],
    formerPartners: [],
    adminPrivileges: [],
    subscriptions: [],
    reservedOrders: [],
    pendingConnections: [],
  };

  it('[C5] replaces the profile but for its id; the customer is called what it says', () => {
    const change = { ...profile, companyName: 'Contoso Group', firstName: 'Bo' };
    given(customer)
      .when((state) => changeBillingProfile(state, change, american))
      .thenState({
        ...customer,
        companyName: 'Contoso Group',
        companyNameFolded: 'contoso group',
        billingProfile: { ...change, id: 'billing-1' },
      })
      .then(
        event(customerChanged, {
          customerId: 'customer-1',
          companyName: 'Contoso Group',
          domain: 'contoso.onmicrosoft.com',
          country: 'US',
          cloud: 'Global',
          relationships: [{ partnerId: 'partner-1', since: since.toISOString() }],
        }),
      );
  });

  it.each<[string, object, Fault, RegExp]>([
    [
      'another country',
      { country: 'GU', state: undefined, postalCode: '96910' },
      faults.invalidArgument,
      /^defaultAddress\.country must be US/,
    ],
    ['a state that is none', { state: 'ZZ' }, faults.invalidArgument, /^defaultAddress\.state must be one of /],
  ])('[C5] refuses %s', (_, address, fault, text) => {
    const change = { ...profile, defaultAddress: { ...defaultAddress, ...address } };
    given(customer)
      .when((state) => changeBillingProfile(state, change, american))
      .thenRejected(fault, text);
  });

  it('[C5] the same again changes nothing, also where it lacks what a change has to complete', () => {
    given(customer)
      .when((state) => changeBillingProfile(state, profile, american))
      .thenNothingHappened();
    const blank = {
      ...profile,
      defaultAddress: { country: 'US', city: '', addressLine1: '', firstName: '', lastName: '' },
    };
    const fromLink: Customer = { ...customer, billingProfile: { ...blank, id: 'billing-1' } };
    given(fromLink)
      .when((state) => changeBillingProfile(state, blank, american))
      .thenNothingHappened();
    given(fromLink)
      .when((state) => changeBillingProfile(state, { ...blank, companyName: 'Contoso West' }, american))
      .thenRejected(faults.invalidArgument, /^defaultAddress\.addressLine1 is required\. .*lastName is required\.$/);
  });

  it('[C5] refuses to take away a phone number that is required', () => {
    const { phoneNumber: _without, ...address } = { ...nobody, ...inBrazil.address };
    given({ ...customer, country: 'BR' })
      .when((state) => changeBillingProfile(state, { ...profile, defaultAddress: address }, brazilian))
      .thenRejected(faults.phoneNumberMissing, /^defaultAddress\.phoneNumber is required for customers in Brazil\.$/);
  });
});
