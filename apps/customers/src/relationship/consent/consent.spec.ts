import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { customerRelationshipEstablished } from '#contracts/customers/customer/customer-relationship-established.v1';
import { tombstone, type Customer } from '../../account/customer/customer.js';
import { confirmConsent, connect, dropConsent, isConnected, prepareConsent, type AcceptingTenant } from './consent.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const [customerId, reseller, provider, other, userId, requestId] = [
  id('1'),
  id('a'),
  id('b'),
  id('c'),
  id('2'),
  id('3'),
];
const since = new Date('2026-01-01T08:00:00.000Z');
const now = new Date('2026-03-01T08:00:00.000Z');
const tenant: AcceptingTenant = {
  id: customerId,
  companyName: 'Contoso',
  domain: 'contoso.example',
  country: 'US',
  cloud: 'Global',
  email: 'ana@contoso.example',
  culture: 'en-US',
};
const relationship = (partnerId: string, ...associatedPartnerIds: string[]): Customer['relationships'][number] => ({
  partnerId,
  since,
  associatedPartnerIds,
  subscriptions: [],
});
const customer: Customer = {
  ...tombstone(customerId),
  status: 'active',
  companyName: 'Contoso',
  domain: 'contoso.example',
  country: 'US',
  relationships: [{ ...relationship(other), subscriptions: ['subscription-1'] }],
  adminPrivileges: [other],
};
const joint = { id: requestId, partnerIds: [reseller, provider], userId };
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };
const both = [
  { ...relationship(reseller, provider), since: now },
  { ...relationship(provider, reseller), since: now },
];
const told = (...relationships: Customer['relationships']): ReturnType<typeof event> =>
  event(customerRelationshipEstablished, {
    customerId,
    companyName: 'Contoso',
    domain: 'contoso.example',
    country: 'US',
    cloud: 'Global',
    relationships: relationships.map(({ partnerId, since: time, associatedPartnerIds }) => ({
      partnerId,
      since: time.toISOString(),
      associatedPartnerIds,
    })),
    partnerIds: [reseller, provider],
    requestId,
    acceptedBy: `${customerId}/${userId}`,
  });

describe('connecting', () => {
  it('[C4] gives both partners their relationships in one write, the one that asked privileges, and leaves other partners alone', () =>
    given(customer)
      .when((state) => connect(state, tenant, joint, now))
      .thenState({
        relationships: [customer.relationships[0], ...both],
        adminPrivileges: [other, reseller],
      })
      .then(told(...customer.relationships, ...both)));

  it('[C3] makes a customer of a tenant that had no partner', () => {
    given()
      .when(() => connect(undefined, tenant, { ...joint, partnerIds: [reseller] }, now))
      .thenState({
        id: customerId,
        status: 'active',
        companyNameFolded: 'contoso',
        domain: 'contoso.example',
        billingProfile: { email: 'ana@contoso.example', culture: 'en-US', language: 'en', companyName: 'Contoso' },
        relationships: [{ ...relationship(reseller), since: now }],
      });
  });

  it('[C3] again changes nothing', () =>
    given<Customer>({ ...customer, relationships: both, adminPrivileges: [reseller] })
      .when((state) => connect(state, tenant, joint, now))
      .thenNothingHappened());

  it('[C3] grants privileges again that were taken away, and leaves subscriptions as they are', () => {
    given<Customer>({ ...customer, adminPrivileges: [] })
      .when((state) => connect(state, tenant, { ...joint, partnerIds: [other] }, now))
      .thenState({ relationships: customer.relationships, adminPrivileges: [other] });
  });

  it('[C4] adds the provider to a relationship that the reseller has', () => {
    given<Customer>({ ...customer, relationships: [relationship(reseller)], adminPrivileges: [reseller] })
      .when((state) => connect(state, tenant, joint, now))
      .thenState({ relationships: [{ ...relationship(reseller, provider), isDirect: true }, both[1]] });
  });

  it('[R7] makes a direct customer of one that takes a partner alone which it had through another, and tells of it', () => {
    given<Customer>({ ...customer, relationships: both, adminPrivileges: [reseller, provider] })
      .when((state) => connect(state, tenant, { ...joint, partnerIds: [provider] }, now))
      .thenState({ relationships: [both[0], { ...both[1], isDirect: true }] });
    given<Customer>({ ...customer, relationships: [{ ...relationship(provider, reseller), isDirect: true }] })
      .when((state) => connect(state, tenant, { ...joint, partnerIds: [provider] }, now))
      .thenState({ adminPrivileges: [other, provider] });
    given<Customer>({
      ...customer,
      relationships: [{ ...relationship(provider, reseller), isDirect: true }],
      adminPrivileges: [provider],
    })
      .when((state) => connect(state, tenant, { ...joint, partnerIds: [provider] }, now))
      .thenNothingHappened();
  });

  it('[R7] leaves it a direct customer when it takes the same partner through another as well', () => {
    given<Customer>({ ...customer, relationships: [relationship(provider)] })
      .when((state) => connect(state, tenant, joint, now))
      .thenState({
        relationships: [
          { ...relationship(provider, reseller), isDirect: true },
          { ...relationship(reseller, provider), since: now },
        ],
      });
  });

  it('[C6] takes back a partner whose relationship was removed', () => {
    given<Customer>({ ...customer, relationships: [], formerPartners: [other, reseller] })
      .when((state) => connect(state, tenant, { ...joint, partnerIds: [other] }, now))
      .thenState({ formerPartners: [reseller], relationships: [{ ...relationship(other), since: now }] });
  });

  it('[C6] is refused for a customer that was deleted', () =>
    given(tombstone(customerId))
      .when((state) => connect(state, tenant, joint, now))
      .thenRejected(faults.conflict, /never used again/));
});

describe('with the agreement', () => {
  const pending = { ...joint, since: now, contact };
  const waiting: Customer = { ...customer, pendingConnections: [pending] };

  it('[ruling 13] prepares the relationships, visible to nobody and told to nobody', () => {
    given(customer)
      .when((state) => prepareConsent(state, tenant, joint, contact, now))
      .thenState({ relationships: customer.relationships, adminPrivileges: [other], pendingConnections: [pending] })
      .then();
    given()
      .when(() => prepareConsent(undefined, tenant, joint, contact, now))
      .thenState({ relationships: [], pendingConnections: [pending] });
    given(waiting)
      .when((state) => prepareConsent(state, tenant, joint, contact, now))
      .thenNothingHappened();
  });

  it('[ruling 13] confirms both once the agreement is accepted', () =>
    given(waiting)
      .when((state) => confirmConsent(state, requestId, now))
      .thenState({ relationships: [customer.relationships[0], ...both], pendingConnections: [] })
      .then(told(...customer.relationships, ...both)));

  it('[ruling 13] drops both where it cannot be accepted', () =>
    given(waiting)
      .when((state) => dropConsent(state, requestId))
      .thenState({ relationships: customer.relationships, pendingConnections: [] })
      .then());

  it('[ruling 13] confirming or dropping again changes nothing', () => {
    given(customer)
      .when((state) => confirmConsent(state, requestId, now))
      .thenNothingHappened();
    given(customer)
      .when((state) => dropConsent(state, requestId))
      .thenNothingHappened();
  });
});

it.each([
  ['both', both, true],
  ['one of them', both.slice(0, 1), false],
  ['both, each by itself', [relationship(reseller), relationship(provider)], false],
])('[C4] knows whether a customer has %s', (_, relationships, connected) => {
  const state = { ...customer, relationships, adminPrivileges: [] };
  expect(isConnected(state, joint.partnerIds)).toBe(connected);
});
