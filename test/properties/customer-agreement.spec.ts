import fc from 'fast-check';
import {
  accept,
  attest,
  isConfirmed,
  unconfirmed,
  type Agreement,
  type Contact,
} from '../../apps/agreements/src/agreement/agreement.js';
import { type Purchase } from '../../apps/agreements/src/purchase/purchase.js';

const START = Date.parse('2026-03-01T08:00:00Z');
const templates = ['first-version', 'second-version'];
const contacts: Contact[] = [
  { firstName: 'Tania', lastName: 'Carr', email: 'tania@mail.example' },
  { firstName: ' TANIA', lastName: 'carr ', email: 'Tania@MAIL.example', phoneNumber: '' },
  { firstName: 'Tania', lastName: 'Carr', email: 'tania@mail.example', phoneNumber: '1' },
];

/** What happens to a customer; `minutes` is when the customer agreed, after the moment of the attestation. */
type Step =
  | { does: 'attest'; partner: number; contact: number; template: number; minutes: number }
  | { does: 'accept'; contact: number; template: number }
  | { does: 'buy'; partner: number; original: boolean };

const oneOf = (list: unknown[]): fc.Arbitrary<number> => fc.nat(list.length - 1);
const steps = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constant('attest' as const),
      partner: fc.nat(1),
      contact: oneOf(contacts),
      template: oneOf(templates),
      minutes: fc.integer({ min: -5, max: 2 }),
    }),
    fc.record({ does: fc.constant('accept' as const), contact: oneOf(contacts), template: oneOf(templates) }),
    fc.record({ does: fc.constant('buy' as const), partner: fc.nat(1), original: fc.boolean() }),
  ),
  { maxLength: 30 },
);

it('[A3] [A6] whatever is attested, accepted and bought, in whichever order, the history holds', () =>
  fc.assert(
    fc.property(steps, (story) => {
      const purchases: Purchase[] = [];
      let agreement = unconfirmed('customer');
      for (const [index, step] of story.entries()) {
        const now = new Date(START + index * 60_000);
        if (step.does === 'buy') {
          const { partner, original } = step;
          purchases.push({ customerId: 'customer', partnerId: `partner-${partner}`, orderedAt: now, original });
          continue;
        }
        const before = agreement;
        agreement = after(agreement, step, purchases, index, now);
        expectHistory(before, agreement, now);
        if (purchases.some(({ original }) => original)) expect(agreement.acceptances).toEqual(before.acceptances);
      }
    }),
  ));

function after(
  agreement: Agreement,
  step: Exclude<Step, { does: 'buy' }>,
  purchases: Purchase[],
  index: number,
  now: Date,
): Agreement {
  const templateId = templates[step.template] as string;
  const primaryContact = contacts[step.contact] as Contact;
  const dateAgreed = new Date(now.getTime() + (step.does === 'attest' ? step.minutes * 60_000 : 0));
  const decision =
    step.does === 'accept'
      ? accept(agreement, { templateId, userId: 'user', primaryContact }, purchases, 'Global', now)
      : attest(
          agreement,
          { id: `${index}`, templateId, type: 'MicrosoftCustomerAgreement', dateAgreed, primaryContact },
          { partnerId: `partner-${step.partner}`, userId: 'user' },
          'Global',
          now,
        );
  return decision.outcome === 'happened' ? decision.state : agreement;
}

/** Nothing is lost or changed, nothing is there twice, nobody agreed in the future, and confirmed is confirmed. */
function expectHistory(before: Agreement, agreement: Agreement, now: Date): void {
  const { confirmations, acceptances } = agreement;
  expect(confirmations.slice(0, before.confirmations.length)).toEqual(before.confirmations);
  expect(acceptances.slice(0, before.acceptances.length)).toEqual(before.acceptances);
  if (isConfirmed(before)) expect(isConfirmed(agreement)).toBe(true);
  expect(isConfirmed(agreement)).toBe(confirmations.length + acceptances.length > 0);
  const said = confirmations.map(({ templateId, primaryContact }) => `${templateId} ${folded(primaryContact)}`);
  expect(new Set(said).size).toBe(said.length);
  expect(new Set(acceptances.map(({ templateId }) => templateId)).size).toBe(acceptances.length);
  for (const { dateAgreed } of confirmations) expect(dateAgreed.getTime()).toBeLessThanOrEqual(now.getTime());
}

function folded({ firstName, lastName, email, phoneNumber = '' }: Contact): string {
  return [firstName, lastName, email, phoneNumber].map((text) => text.trim().toLowerCase()).join(' ');
}
