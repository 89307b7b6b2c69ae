import { event, faults, parsePayload, roles, type PartnerStatus } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { partnerAgreementSigned } from '#contracts/agreements/partner-agreement-signed.v1';
import {
  sign,
  type PartnerAgreement,
  type Signatory,
  type Signature,
  type SigningPartner,
} from './partner-agreement.js';

const partnerId = '0a1b2c3d-0000-4000-8000-000000000001';
const userId = '0a1b2c3d-0000-4000-8000-000000000002';
const now = new Date('2026-03-01T08:00:00.000Z');
const partner: SigningPartner = { status: 'active', country: 'DE', cloud: 'Global', mpnId: '4847383' };
const admin: Signatory = { userId, userPrincipalName: 'ana@contoso.com', roles: ['SalesAgent', 'GlobalAdmin'] };
const first = { version: '1.0', text: { country: 'DE', language: 'de-DE', isSample: true, digest: 'd' } };
const signature: Signature = {
  ...first,
  region: 'europe',
  cloud: 'Global',
  signedAt: now,
  userId,
  userPrincipalName: 'ana@contoso.com',
};
const unsigned: PartnerAgreement = { partnerId };
const signed: PartnerAgreement = { partnerId, signature };

it('[A8] a Global admin signs for the CSP region of the partner, and it is told without a name', () => {
  const told = { partnerId, signedBy: userId, signedAt: now.toISOString(), version: '1.0', region: 'europe' } as const;
  given(unsigned)
    .when((state) => sign(state, partner, admin, first, now))
    .thenState(signed)
    .then(event(partnerAgreementSigned, { ...told, cloud: 'Global' }));
  const decision = sign(unsigned, partner, admin, first, now);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const data = decision.events[0]?.data;
  expect({ ...parsePayload(partnerAgreementSigned, data) }).toEqual(data);
});

it.each([
  ['the same Global admin', admin, partner],
  ['another one', { ...admin, userId: 'user-2' }, partner],
  ['one of a partner whose MPN ID is gone', admin, { ...partner, mpnId: undefined }],
])('[A8] signing again, by %s, changes nothing', (_, signatory, again) =>
  given(signed)
    .when((state) => sign(state, again, signatory, { ...first, version: '2.0' }, now))
    .thenNothingHappened(),
);

it.each<[string, Signatory | undefined]>([
  ['nobody that identity knows', undefined],
  ['a user with every other role', { ...admin, roles: roles.filter((role) => role !== 'GlobalAdmin') }],
])('[E11] refuses %s, also when it is signed', (_, signatory) => {
  for (const state of [unsigned, signed])
    given(state)
      .when((agreement) => sign(agreement, partner, signatory, first, now))
      .thenRejected(faults.roleNotAllowed, /^Only a Global admin can sign/);
});

it.each([
  ['that is not active', { status: 'suspended' as PartnerStatus }, { status: 403, code: 900149 }, /not active/],
  ['without an MPN ID', { mpnId: undefined }, faults.conflict, /Associate it first by PUT \/v1\/profiles\/mpn/],
  ['where the program is not offered', { country: 'KP' }, { status: 403, code: 2030 }, /not offered in KP/],
])('[E11] refuses a partner %s', (_, changes, fault, text) =>
  given(unsigned)
    .when((state) => sign(state, { ...partner, ...changes }, admin, first, now))
    .thenRejected(fault, text),
);
