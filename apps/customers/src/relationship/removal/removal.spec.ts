import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { customerAdminPrivilegesRemoved } from '#contracts/customers/customer/customer-admin-privileges-removed.v1';
import { customerRelationshipRemoved } from '#contracts/customers/customer/customer-relationship-removed.v1';
import { type Customer } from '../../account/customer/customer.js';
import { toRelationshipResource, toRemoval } from './removal.dto.js';
import { giveUp, goodFaithStatement, type Removal } from './removal.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const [customerId, partner, other, user] = [id('1'), id('a'), id('b'), id('c')];
const since = new Date('2026-03-01T08:00:00.000Z');
const now = new Date('2026-03-02T08:00:00.000Z');

const customer: Customer = {
  id: customerId,
  status: 'active',
  companyName: 'Contoso',
  companyNameFolded: 'contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  cloud: 'Global',
  billingProfile: {
    id: 'billing-1',
    email: 'ana@mail.example',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso',
    defaultAddress: { country: 'DE', city: 'Berlin', addressLine1: 'Am Ufer 1', firstName: 'Ana', lastName: 'Silva' },
  },
  relationships: [
    { partnerId: partner, since, associatedPartnerIds: [], subscriptions: [] },
    { partnerId: other, since, associatedPartnerIds: [], subscriptions: [id('4')] },
  ],
  formerPartners: [],
  adminPrivileges: [partner, other],
  subscriptions: [],
  reservedOrders: [],
  pendingConnections: [],
};
const removed: Customer = { ...customer, relationships: [customer.relationships[1]!], formerPartners: [partner] };

const relationship: Removal = { relationship: true, adminPrivileges: false };
const adminPrivileges: Removal = { relationship: false, adminPrivileges: true };
const both: Removal = { relationship: true, adminPrivileges: true };
const by = (removal: Removal, partnerId = partner): ((state: Customer) => ReturnType<typeof giveUp>) => {
  return (state) => giveUp(state, removal, { partnerId, userId: user }, now);
};
const state = {
  customerId,
  companyName: 'Contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  cloud: 'Global' as const,
  relationships: [{ partnerId: other, since: '2026-03-01T08:00:00.000Z' }],
};

describe('the relationship', () => {
  it("[C6] is removed with the statement, who made it and when; privileges and another partner's are as before", () =>
    given(customer)
      .when(by(relationship))
      .thenState({
        relationships: [customer.relationships[1]],
        formerPartners: [partner],
        adminPrivileges: [partner, other],
      })
      .then(
        event(customerRelationshipRemoved, {
          ...state,
          partnerId: partner,
          statement: goodFaithStatement,
          statedBy: `${partner}/${user}`,
          removedAt: '2026-03-02T08:00:00.000Z',
          adminPrivileges: true,
        }),
      ));

  it('[C6] removed twice changes nothing', () => given(removed).when(by(relationship)).thenNothingHappened());

  it('[C6] of a partner that never had one cannot be removed', () =>
    given(customer)
      .when(by(relationship, id('d')))
      .thenRejected(faults.noRelationship, customerId));

  it('[C6] with active subscriptions stays; the refusal names them', () =>
    given(customer)
      .when(by(relationship, other))
      .thenRejected({ status: 400, code: 2000 }, `active.*${id('4')}`));

  it('[C6] with many active subscriptions stays; the refusal names some', () => {
    const subscriptions = Array.from({ length: 200 }, (_, index) => `subscription-${index}`);
    given<Customer>({
      ...customer,
      relationships: [{ partnerId: partner, since, associatedPartnerIds: [], subscriptions }],
    })
      .when(by(relationship))
      .thenRejected(faults.invalidArgument, /subscription-9 and 190 more/);
  });

  it('[C6] publishes what the contract describes, and nothing that names a person of the customer', () => {
    const decision = by(relationship)(customer);
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    const json = JSON.stringify(decision.events[0]?.data);
    expect({ ...parsePayload(customerRelationshipRemoved, JSON.parse(json)) }).toEqual(JSON.parse(json));
    expect(json).not.toMatch(/Ana|Silva|mail\.example|Ufer/);
  });
});

describe('delegated admin privileges', () => {
  const own = { partnerId: partner, since: '2026-03-01T08:00:00.000Z' };
  const told = { partnerId: partner, removedAt: '2026-03-02T08:00:00.000Z' };

  it('[C6] are removed while the relationship goes on', () =>
    given(customer)
      .when(by(adminPrivileges))
      .thenState({ adminPrivileges: [other], relationships: customer.relationships, formerPartners: [] })
      .then(
        event(customerAdminPrivilegesRemoved, { ...state, ...told, relationships: [own, ...state.relationships] }),
      ));

  it('[C6] are removed after the relationship', () =>
    given(removed)
      .when(by(adminPrivileges))
      .thenState({ adminPrivileges: [other], relationships: removed.relationships })
      .then(event(customerAdminPrivilegesRemoved, { ...state, ...told })));

  it.each([
    ['while the relationship goes on', customer],
    ['after the relationship', removed],
  ])('[C6] removed twice, %s, change nothing', (_, before) =>
    given({ ...before, adminPrivileges: [other] })
      .when(by(adminPrivileges))
      .thenNothingHappened(),
  );

  it('[C6] of a stranger cannot be removed', () =>
    given(customer)
      .when(by(adminPrivileges, id('d')))
      .thenRejected(faults.noRelationship));

  it('[C6] are not removed along with the relationship', () =>
    given(customer)
      .when(by(both))
      .thenRejected(faults.invalidArgument, /a request of its own/));

  it('[C6] that are not held any more do not matter to the removal of the relationship', () =>
    given({ ...customer, adminPrivileges: [other] })
      .when(by(both))
      .thenState({ formerPartners: [partner] })
      .then(expect.objectContaining({ contract: customerRelationshipRemoved }) as ReturnType<typeof event>));
});

describe('a request', () => {
  it.each([
    [{ relationshipToPartner: 'none' }, relationship],
    [{ relationshipToPartner: 'None', allowDelegatedAccess: true }, relationship],
    [{ allowDelegatedAccess: false }, adminPrivileges],
    [{ relationshipToPartner: 'reseller', allowDelegatedAccess: false }, adminPrivileges],
    [{ relationshipToPartner: 'unknown', allowDelegatedAccess: false }, adminPrivileges],
    [{ relationshipToPartner: 'none', allowDelegatedAccess: false }, both],
  ])('[C6] %j gives up %j', (request, expected) => expect(toRemoval(request)).toEqual(expected));

  it.each([
    [{}, 'nothing else can be changed'],
    [{ relationshipToPartner: 'reseller' }, 'nothing else can be changed'],
    [{ allowDelegatedAccess: true }, 'nothing else can be changed'],
    [{ relationshipToPartner: 'advisor' }, 'can only be changed to none'],
  ])('[C6] %j is refused', (request, words) => expect(() => toRemoval(request)).toThrow(words));

  it('[C6] is answered with what is left, and nothing of the customer', () =>
    expect(toRelationshipResource(removed, partner)).toEqual({
      id: customerId,
      commerceId: customerId,
      relationshipToPartner: 'none',
      allowDelegatedAccess: true,
      attributes: { objectType: 'Customer' },
    }));
});
