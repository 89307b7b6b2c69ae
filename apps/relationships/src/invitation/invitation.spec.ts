import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { partnershipInvitationAccepted } from '#contracts/relationships/partnership-invitation-accepted.v1';
import { partnershipInvitationCreated } from '#contracts/relationships/partnership-invitation-created.v1';
import { partnershipInvitationMailRequested } from '#contracts/relationships/partnership-invitation-mail-requested.v1';
import { partnershipInvitationRevoked } from '#contracts/relationships/partnership-invitation-revoked.v1';
import {
  claimInvitation,
  completeInvitation,
  createInvitation,
  MAX_MAILS,
  requestMail,
  revokeInvitation,
  statusOf,
  type Acceptance,
  type Invitation,
  type PartnerFacts,
} from './invitation.js';

const guid = (last: string): string => `0a1b2c3d-0000-4000-8000-0000000000${last}`;
const now = new Date('2026-03-01T08:00:00.000Z');
const expiresAt = new Date('2026-03-31T08:00:00.000Z');
const [provider, reseller, otherReseller] = [guid('b1'), guid('a1'), guid('a2')];
const details = {
  id: guid('01'),
  providerId: provider,
  createdBy: guid('02'),
  createdAt: now,
  expiresAt,
  tokenHash: 'hash',
};
const open: Invitation = { ...details, status: 'open', mails: [] };
const claim = { resellerId: reseller, userId: guid('03'), at: now };
const claimed: Invitation = { ...open, status: 'claimed', claim };
const accepted: Invitation = { ...claimed, status: 'accepted' };
const revoked: Invitation = { ...open, status: 'revoked' };
const published = {
  ...({ invitationId: guid('01'), providerId: provider, status: 'open', createdBy: guid('02') } as const),
  createdAt: now.toISOString(),
  expiresAt: expiresAt.toISOString(),
};

const facts = (changes: Partial<PartnerFacts> = {}): PartnerFacts => ({
  companyName: 'Alder Resale',
  partnerType: 'indirect-reseller',
  status: 'active',
  country: 'US',
  cloud: 'Global',
  ...changes,
});
const providerFacts = facts({ companyName: 'Broadway', partnerType: 'indirect-provider' });
const acceptance: Acceptance = {
  tenantId: reseller,
  userId: guid('03'),
  roles: ['GlobalAdmin'],
  isCustomer: false,
  reseller: facts(),
  provider: providerFacts,
};

it('[R1] a provider invites, and tells nobody the link', () => {
  const decision = createInvitation(details);
  given()
    .when(() => decision)
    .then(event(partnershipInvitationCreated, published));
  expect(JSON.stringify(decision).match(/hash/g)).toHaveLength(1);
});

it.each([
  ['open', open, now],
  ['expired', open, expiresAt],
  ['revoked', revoked, now],
  ['revoked', revoked, expiresAt],
  ['accepted', claimed, now],
  ['accepted', accepted, expiresAt],
])('[R1] is shown as %s', (status, invitation, time) => expect(statusOf(invitation, time)).toBe(status));

describe('revoking', () => {
  it('[R1] makes the link dead', () =>
    given(open)
      .when(revokeInvitation)
      .then(event(partnershipInvitationRevoked, { ...published, status: 'revoked' })));

  it('[R1] twice changes nothing', () => given(revoked).when(revokeInvitation).thenNothingHappened());

  it.each([
    ['claimed', claimed],
    ['accepted', accepted],
  ])('[R1] what is %s is refused, with the way out', (_, invitation) =>
    given<Invitation>(invitation)
      .when(revokeInvitation)
      .thenRejected(faults.conflict, /DELETE \/v1\/partnerships\/\{partnerId\}/),
  );
});

describe('mailing', () => {
  const mail = { id: guid('0e'), email: 'ana@alder.example', message: 'We spoke on Tuesday.' };

  it('[R1] tells that it is wanted, but neither the address nor the text', () =>
    given(open)
      .when((state) => requestMail(state, mail, now))
      .thenState({ mails: [mail] })
      .then(event(partnershipInvitationMailRequested, { ...published, mailId: mail.id })));

  it('[R1] twice by the same request changes nothing', () =>
    given<Invitation>({ ...open, mails: [mail] })
      .when((state) => requestMail(state, mail, now))
      .thenNothingHappened());

  it.each([
    ['revoked', revoked, now],
    ['accepted', accepted, now],
    ['expired', open, expiresAt],
  ])('[R1] what is %s is refused', (status, invitation, time) =>
    given<Invitation>(invitation)
      .when((state) => requestMail(state, mail, time))
      .thenRejected(faults.conflict, new RegExp(`^The invitation is ${status}`)),
  );

  it('[R1] is refused when it was mailed often enough', () =>
    given<Invitation>({
      ...open,
      mails: Array.from({ length: MAX_MAILS }, (_, index) => ({ ...mail, id: guid(`1${index}`) })),
    })
      .when((state) => requestMail(state, mail, now))
      .thenRejected(faults.tooManyRequests, /at most 5 times/));
});

describe('accepting', () => {
  it('[R7] a claim remembers what the two had taken back by then', () => {
    given(open)
      .when((state) => claimInvitation(state, { ...acceptance, takenBack: { partnership: now } }, now))
      .thenState({ status: 'claimed', claim: { ...claim, takenBackBefore: { partnership: now } } });
  });

  it('[R2] claims the link for the reseller; the partnership is told once it is written', () => {
    given(open)
      .when((state) => claimInvitation(state, acceptance, now))
      .thenState(claimed)
      .then();
    given(claimed)
      .when(completeInvitation)
      .then(event(partnershipInvitationAccepted, { ...published, status: 'accepted', resellerId: reseller }));
  });

  it.each([
    ['claimed', claimed],
    ['accepted', accepted],
  ])('[R4] again by the same reseller changes nothing: %s', (_, state) =>
    given<Invitation>(state)
      .when((invitation) => claimInvitation(invitation, { ...acceptance, roles: [] }, expiresAt))
      .thenNothingHappened(),
  );

  it.each([
    ['accepted', accepted],
    ['open', open],
    ['revoked', revoked],
  ])('[R2] completing what is %s changes nothing', (_, state) =>
    given<Invitation>(state).when(completeInvitation).thenNothingHappened(),
  );

  const other = { ...acceptance, tenantId: otherReseller };
  it.each<[string, Invitation, Acceptance, Date, { status: number; code: number }, RegExp]>([
    ['an own invitation', open, { ...acceptance, tenantId: provider }, now, faults.forbidden, /of your own company/],
    ['a used link, by another', accepted, other, now, faults.linkNotValid, /^This link was used already/],
    ['a link that another claims', claimed, other, now, faults.linkNotValid, /^This link was used already/],
    ['a revoked link', revoked, acceptance, now, faults.linkNotValid, /taken this invitation back\. Ask the provider/],
    ['an expired link', open, acceptance, expiresAt, faults.linkNotValid, /expired at 2026-03-31T08:00:00.000Z\. Ask/],
    [
      'a user who is no Global admin any more',
      open,
      { ...acceptance, roles: ['AdminAgent'] },
      now,
      faults.roleNotAllowed,
      /^Only a Global admin/,
    ],
    [
      'a company that is no partner',
      open,
      { ...acceptance, reseller: undefined },
      now,
      faults.forbidden,
      /POST \/v1\/enrollments/,
    ],
    [
      'a direct-bill partner',
      open,
      { ...acceptance, reseller: facts({ partnerType: 'direct-bill' }) },
      now,
      faults.roleNotAllowed,
      /type direct-bill/,
    ],
    [
      'another provider',
      open,
      { ...acceptance, reseller: providerFacts },
      now,
      faults.roleNotAllowed,
      /type indirect-provider/,
    ],
    [
      'a reseller that is not active',
      open,
      { ...acceptance, reseller: facts({ status: 'suspended' as 'active' }) },
      now,
      faults.programNotActive,
      /^Alder Resale program status is not active/,
    ],
    [
      'a provider that is not active',
      open,
      { ...acceptance, provider: { ...providerFacts, status: 'suspended' as 'active' } },
      now,
      faults.programNotActive,
      /^Broadway program status is not active/,
    ],
    [
      'a provider that is gone',
      open,
      { ...acceptance, provider: undefined },
      now,
      faults.programNotActive,
      /^The provider program/,
    ],
    [
      '[R9] another cloud',
      open,
      { ...acceptance, reseller: facts({ cloud: 'China', country: 'CN' }) },
      now,
      faults.wrongEnvironment,
      /have to be in the same cloud/,
    ],
    [
      'another region',
      open,
      { ...acceptance, reseller: facts({ country: 'DE' }) },
      now,
      faults.regionNotTheSame,
      /in the CSP region Europe, Broadway in United States\. .*GET \/v1\/providers/,
    ],
    [
      '[R8] a tenant that is a customer',
      open,
      { ...acceptance, isCustomer: true },
      now,
      faults.conflict,
      /is a customer of a CSP partner/,
    ],
  ])('[R4] is refused for %s', (_, invitation, given_, time, fault, text) =>
    given(invitation)
      .when((state) => claimInvitation(state, given_, time))
      .thenRejected(fault, text),
  );

  it('[E12] works within a region, also between countries', () => {
    const german = { ...acceptance, reseller: facts({ country: 'DE' }), provider: { ...providerFacts, country: 'FR' } };
    given(open)
      .when((state) => claimInvitation(state, german, now))
      .thenState({ status: 'claimed' });
  });
});
