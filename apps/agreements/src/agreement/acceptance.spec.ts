import { event, parsePayload, type Cloud } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { agreementAccepted } from '#contracts/agreements/agreement-accepted.v1';
import { type Purchase } from '../purchase/purchase.js';
import {
  accept,
  attest,
  isConfirmed,
  refuseAcceptance,
  unconfirmed,
  type Acceptance,
  type Agreement,
  type Confirmation,
  type Contact,
  type DirectAcceptance,
} from './agreement.js';

const customerId = '0a1b2c3d-0000-4000-8000-000000000001';
const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';
const earlier = '00000000-9360-443b-8795-c6dedc750cf9';
const now = new Date('2026-03-01T08:00:00.500Z');
const before = new Date('2025-03-01');
const refusal = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';

const tania: Contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@mail.example' };
const acceptance: DirectAcceptance = { templateId, userId: 'user-1', primaryContact: tania };
const accepted: Acceptance = { ...acceptance, acceptedAt: before };
const attestedBy = (partnerId: string, firstName = 'Tania'): Confirmation => ({
  id: `confirmation-${partnerId}`,
  templateId,
  type: 'MicrosoftCustomerAgreement',
  dateAgreed: before,
  primaryContact: { ...tania, firstName },
  partnerId,
  userId: 'user-2',
  confirmedAt: before,
});

/** Who the customer deals with now is `same`. */
const purchase = (partnerId: 'same' | 'other', original: boolean): Purchase => ({
  customerId,
  partnerId,
  orderedAt: before,
  original,
});

const histories: Record<string, Purchase[]> = {
  nothing: [],
  'renewals with the same partner': [purchase('same', false)],
  'renewals with another partner': [purchase('other', false)],
  'a purchase with the same partner': [purchase('same', true)],
  'a purchase with another partner': [purchase('other', true)],
  'a purchase with the same partner, then renewals': [purchase('same', true), purchase('same', false)],
  'renewals with the same, a purchase with another partner': [purchase('same', false), purchase('other', true)],
  'purchases with both': [purchase('same', true), purchase('other', true)],
};

const states: Record<string, Agreement> = {
  unconfirmed: unconfirmed(customerId),
  attested: { ...unconfirmed(customerId), confirmations: [attestedBy('same')] },
  'attested by another': { ...unconfirmed(customerId), confirmations: [attestedBy('other')] },
  'accepted directly': { ...unconfirmed(customerId), acceptances: [accepted] },
  'accepted an earlier version': { ...unconfirmed(customerId), acceptances: [{ ...accepted, templateId: earlier }] },
};

const [yes, no, same] = ['confirmed', 'refused', 'unchanged'];

/**
 * What becomes of a direct acceptance, by what the customer has bought and how its agreement stands. A new customer is the
 * first line. Attesting is confirmed in every cell.
 */
describe.each([
  ['nothing', [yes, yes, yes, same, yes]],
  ['renewals with the same partner', [yes, yes, yes, same, yes]],
  ['renewals with another partner', [yes, yes, yes, same, yes]],
  ['a purchase with the same partner', [no, no, no, same, no]],
  ['a purchase with another partner', [no, no, no, same, no]],
  ['a purchase with the same partner, then renewals', [no, no, no, same, no]],
  ['renewals with the same, a purchase with another partner', [no, no, no, same, no]],
  ['purchases with both', [no, no, no, same, no]],
])('a customer that has bought %s', (bought, outcomes) => {
  const purchases = histories[bought] as Purchase[];
  const rows = Object.entries(states).map(([standing, agreement], index) => ({
    standing,
    agreement,
    outcome: outcomes[index],
  }));

  it.each(rows)(
    '[A6] with an agreement that is $standing: accepting directly is $outcome',
    ({ agreement, outcome }) => {
      const decided = given(agreement).when((state) => accept(state, acceptance, purchases, 'Global', now));
      if (outcome === same) decided.thenNothingHappened();
      else if (outcome === no) decided.thenRejected({ status: 403, code: 2032 }, exactly(refusal));
      else decided.thenState({ acceptances: [...agreement.acceptances, { ...acceptance, acceptedAt: now }] });
    },
  );

  it.each(rows)('[A6] with an agreement that is $standing: that it is refused can be told before', (row) => {
    const told = refuseAcceptance(row.agreement, templateId, purchases, 'Global')?.rejection.description;
    expect(told).toBe(row.outcome === no ? refusal : undefined);
  });

  it.each(rows)('[A6] with an agreement that is $standing: a partner can attest', ({ agreement }) => {
    const attestation = { ...attestedBy('same', 'Tanja'), id: 'confirmation-2' };
    const attester = { partnerId: 'same', userId: 'user-2' };
    given(agreement)
      .when((state) => attest(state, attestation, attester, 'Global', now))
      .thenState({ confirmations: [...agreement.confirmations, { id: 'confirmation-2' }] });
  });
});

it('[A5] an acceptance is told, with nothing of the person who accepted', () => {
  const told = { customerId, templateId, agreementType: 'MicrosoftCustomerAgreement' as const };
  given(unconfirmed(customerId))
    .when((state) => accept(state, acceptance, [], 'Global', now))
    .then(event(agreementAccepted, { ...told, acceptedAt: now.toISOString() }));
  const decision = accept(unconfirmed(customerId), acceptance, [], 'Global', now);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const json = JSON.stringify(decision.events[0]?.data);
  expect({ ...parsePayload(agreementAccepted, JSON.parse(json)) }).toStrictEqual(JSON.parse(json));
  for (const personal of ['Tania', 'Carr', 'mail.example', 'user-1']) expect(json).not.toContain(personal);
});

it.each<[Cloud]>([['USGovernment'], ['China']])('[R9] customers of the cloud %s cannot accept here', (cloud) =>
  given(unconfirmed(customerId))
    .when((state) => accept(state, acceptance, [], cloud, now))
    .thenRejected({ status: 400, code: 900127 }, /There are agreements in the public cloud only/),
);

it.each([
  ['nothing', unconfirmed(customerId), false],
  [
    'an attestation of the cloud agreement',
    {
      ...unconfirmed(customerId),
      confirmations: [{ ...attestedBy('same'), type: 'MicrosoftCloudAgreement' as const }],
    },
    false,
  ],
  ['an attestation', { ...unconfirmed(customerId), confirmations: [attestedBy('same')] }, true],
  [
    'an attestation of an earlier version',
    { ...unconfirmed(customerId), confirmations: [{ ...attestedBy('same'), templateId: earlier }] },
    true,
  ],
  ['a direct acceptance', { ...unconfirmed(customerId), acceptances: [accepted] }, true],
  [
    'a direct acceptance of an earlier version',
    { ...unconfirmed(customerId), acceptances: [{ ...accepted, templateId: earlier }] },
    true,
  ],
])('[A7] by %s an agreement is confirmed or not', (_, agreement: Agreement, confirmed) =>
  expect(isConfirmed(agreement)).toBe(confirmed),
);

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.')}$`);
}
