import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { relationshipRequestAccepted } from '#contracts/customers/relationship-request/relationship-request-accepted.v1';
import { relationshipRequestCreated } from '#contracts/customers/relationship-request/relationship-request-created.v1';
import { relationshipRequestDeclined } from '#contracts/customers/relationship-request/relationship-request-declined.v1';
import {
  acceptanceFault,
  claimRequest,
  completeRequest,
  createRequest,
  declineRequest,
  linkFault,
  releaseRequest,
  type AcceptanceFacts,
  type RelationshipRequest,
} from './relationship-request.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const now = new Date('2026-03-01T08:00:00.000Z');
const expiresAt = new Date('2026-05-30T08:00:00.000Z');
const [reseller, provider, customerId, otherCustomer, userId] = [id('a'), id('b'), id('1'), id('4'), id('2')];
const details = {
  id: id('3'),
  partnerId: reseller,
  indirectProviderId: provider,
  createdBy: id('5'),
  createdAt: now,
  expiresAt,
  tokenHash: 'hash',
};
const open: RelationshipRequest = { ...details, status: 'open' };
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };
const claim = { customerId, userId, at: now, contact };
const claimed: RelationshipRequest = { ...open, status: 'claimed', claim };
const accepted: RelationshipRequest = { ...open, status: 'accepted', claim: { customerId, userId, at: now } };
const declined: RelationshipRequest = { ...accepted, status: 'declined' };
const published = {
  requestId: id('3'),
  partnerId: reseller,
  indirectProviderId: provider,
  status: 'open' as const,
  createdAt: now.toISOString(),
  expiresAt: expiresAt.toISOString(),
};
const by = { customerId, userId };
const byOther = { customerId: otherCustomer, userId };

it('[C3] a request tells who asks, and nobody the link', () => {
  const decision = createRequest(details);
  given()
    .when(() => decision)
    .then(event(relationshipRequestCreated, published));
  expect(JSON.stringify(decision).match(/"hash"/g)).toHaveLength(1);
});

describe('a link', () => {
  it('[C3] is claimed by one customer', () => {
    given(open)
      .when((state) => claimRequest(state, { ...by, contact }, now))
      .thenState(claimed)
      .then();
  });

  it.each([claimed, accepted])('[C3] that was accepted is the same to the customer that did: $status', (request) =>
    given(request)
      .when((state) => claimRequest(state, by, expiresAt))
      .thenNothingHappened(),
  );

  it.each<[string, RelationshipRequest, typeof by, Date, RegExp]>([
    ['claimed by another', claimed, byOther, now, /used already: its request was accepted\. Ask your partner/],
    ['accepted by another', accepted, byOther, now, /was accepted/],
    ['declined', declined, by, now, /was declined/],
    ['expired', open, by, expiresAt, /expired at 2026-05-30T08:00:00.000Z/],
  ])('[C3] is refused when it is %s', (_, request, who, time, text) => {
    given(request)
      .when((state) => claimRequest(state, who, time))
      .thenRejected(faults.linkNotValid, text);
    expect(linkFault(request, time)).toBeDefined();
  });

  it('[C3] is used up once the relationships are written, and forgets the contact', () => {
    given(claimed)
      .when((state) => completeRequest(state, claim))
      .thenState(accepted)
      .then(event(relationshipRequestAccepted, { ...published, status: 'accepted', customerId }));
    expect(completeRequest(claimed, claim)).not.toHaveProperty('state.claim.contact');
    given(accepted)
      .when((state) => completeRequest(state, claim))
      .thenNothingHappened();
  });

  it('[C3] is used up by the try that got through, though another one of the same customer gave it up', () => {
    given(open)
      .when((state) => completeRequest(state, claim))
      .thenState(accepted)
      .then(event(relationshipRequestAccepted, { ...published, status: 'accepted', customerId }));
  });

  it('[C3] belongs to whoever claimed it since: a try that comes late neither completes nor frees it', () => {
    const others: RelationshipRequest = { ...claimed, claim: { ...claim, customerId: otherCustomer } };
    const again: RelationshipRequest = { ...claimed, claim: { ...claim, at: new Date(now.getTime() + 1) } };
    given(others)
      .when((state) => completeRequest(state, claim))
      .thenNothingHappened();
    for (const newer of [others, again]) {
      given(newer)
        .when((state) => releaseRequest(state, claim))
        .thenNothingHappened();
    }
  });

  it('[ruling 13] is free again where they cannot be written', () => {
    given(claimed)
      .when((state) => releaseRequest(state, claim))
      .thenState(open)
      .then();
    expect(releaseRequest(claimed, claim)).not.toHaveProperty('state.claim');
    given(accepted)
      .when((state) => releaseRequest(state, claim))
      .thenNothingHappened();
  });

  it('[C3] is used up by declining; doing it twice changes nothing', () => {
    given(open)
      .when((state) => declineRequest(state, by, now))
      .thenState(declined)
      .then(event(relationshipRequestDeclined, { ...published, status: 'declined', customerId }));
    given(declined)
      .when((state) => declineRequest(state, by, now))
      .thenNothingHappened();
    given(accepted)
      .when((state) => declineRequest(state, by, now))
      .thenRejected(faults.linkNotValid, /was accepted/);
  });
});

describe('accepting', () => {
  const company = { companyName: 'Contoso', country: 'US', cloud: 'Global' as const };
  const partner = { ...company, companyName: 'Alder Resale', status: 'active' as const };
  const fine: AcceptanceFacts = {
    roles: ['GlobalAdmin'],
    customer: company,
    isPartner: false,
    partners: [partner, partner],
    arePartners: true,
  };

  it('[C3] is possible within a region', () => {
    expect(acceptanceFault(fine)).toBeUndefined();
    const german = { ...partner, country: 'DE' };
    expect(acceptanceFault({ ...fine, customer: { ...company, country: 'FR' }, partners: [german] })).toBeUndefined();
  });

  it.each<[string, Partial<AcceptanceFacts>, { status: number; code: number }, RegExp]>([
    ['[C3] a user who is no Global admin any more', { roles: ['SalesAgent'] }, faults.roleNotAllowed, /^Only a Global/],
    ['[R8] a tenant that is a partner', { isPartner: true }, faults.forbidden, /cannot be a customer of another CSP/],
    [
      '[C3] a partner that is gone',
      { partners: [partner, undefined] },
      faults.programNotActive,
      /^The partner program/,
    ],
    [
      '[C3] a partner that is not active',
      { partners: [{ ...partner, status: 'gone' as 'active' }] },
      faults.programNotActive,
      /^Alder/,
    ],
    [
      '[R9] another cloud',
      { partners: [{ ...partner, cloud: 'China' }] },
      faults.wrongEnvironment,
      /have to be in the same cloud/,
    ],
    [
      '[C1] another region',
      { customer: { ...company, country: 'DE' } },
      faults.countryNotSupported,
      /in country DE: Alder/,
    ],
    ['[C4] partners that have parted', { arePartners: false }, faults.programNotActive, /no longer work together/],
  ])('%s is refused', (_, changes, fault, text) =>
    expect(acceptanceFault({ ...fine, ...changes })).toMatchObject({
      rejection: { fault, description: expect.stringMatching(text) as string },
    }),
  );
});
