import { event, parsePayload, type Cloud } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { agreementConfirmed, type AgreementConfirmedV1 } from '#contracts/agreements/agreement-confirmed.v1';
import {
  attest,
  confirmationsSeenBy,
  MAX_CONFIRMATIONS,
  unconfirmed,
  type Agreement,
  type Attestation,
  type Contact,
} from './agreement.js';

const customerId = '0a1b2c3d-0000-4000-8000-000000000001';
const partnerId = '0a1b2c3d-0000-4000-8000-00000000000a';
const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';
const cloudTemplate = '998b88de-aa99-4388-a42c-1b3517d49490';
const nextVersion = '6f2b7c1e-0000-4000-8000-000000000001';
const now = new Date('2026-03-01T08:00:00.500Z');
const agreedAt = '2026-02-27T10:00:00.000Z';

const tania: Contact = {
  firstName: 'Tania',
  lastName: 'Carr',
  email: 'tania@mail.example',
  phoneNumber: '+1 425 5550100',
};
const attestation = (changes: Partial<Attestation> = {}): Attestation => ({
  id: 'confirmation-2',
  templateId,
  type: 'MicrosoftCustomerAgreement',
  dateAgreed: new Date(agreedAt),
  primaryContact: tania,
  ...changes,
});
const attester = { partnerId, userId: 'user-1' };
const confirmed: Agreement = {
  ...unconfirmed(customerId),
  confirmations: [{ ...attestation({ id: 'confirmation-1' }), ...attester, confirmedAt: new Date('2026-02-28') }],
};
const attestIn =
  (cloud: Cloud, changes?: Partial<Attestation>, by = attester) =>
  (agreement: Agreement): Decision<Agreement, ReturnType<typeof event>> =>
    attest(agreement, attestation(changes), by, cloud, now);
const published = (confirmations: number): ReturnType<typeof event> =>
  event(agreementConfirmed, {
    customerId,
    partnerId,
    templateId,
    agreementType: 'MicrosoftCustomerAgreement',
    method: 'attested',
    dateAgreed: agreedAt,
    confirmations,
  });

it('[A3] confirms the agreement of a customer that has none, and tells about it', () =>
  given(unconfirmed(customerId))
    .when(attestIn('Global'))
    .thenState({
      customerId,
      confirmations: [{ ...attestation(), partnerId, userId: 'user-1', confirmedAt: now }],
    })
    .then(published(1)));

it('[A3] publishes what the contract describes, and no e-mail, phone or name of a person', () => {
  const decision = attestIn('Global')(unconfirmed(customerId));
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const json = JSON.stringify(decision.events[0]?.data);
  expect({ ...parsePayload(agreementConfirmed, JSON.parse(json)) }).toStrictEqual(JSON.parse(json));
  for (const personal of ['Tania', 'Carr', 'mail.example', '5550100', 'user-1']) expect(json).not.toContain(personal);
});

it('[A3] accepts an agreement of this very millisecond', () => {
  given(unconfirmed(customerId))
    .when(attestIn('Global', { dateAgreed: now }))
    .thenState({ confirmations: [{ dateAgreed: now }] });
});

const attestOf =
  (day: string, at: string) =>
  (agreement: Agreement): Decision<Agreement, ReturnType<typeof event>> =>
    attest(
      agreement,
      { ...attestation({ dateAgreed: new Date(day) }), isWholeDay: true },
      attester,
      'Global',
      new Date(at),
    );

it.each([
  ['today', '2026-03-01', '2026-03-01T00:00:00Z'],
  ['today in Kiritimati, where a day begins first', '2026-03-02', '2026-03-01T10:00:00Z'],
])('[A3] accepts a date without a time that is %s', (_, day, at) => {
  given(unconfirmed(customerId))
    .when(attestOf(day, at))
    .thenState({ confirmations: [{ dateAgreed: new Date(day) }] });
});

it('[A3] refuses a date that has not begun anywhere, and says how it was read', () =>
  given(unconfirmed(customerId))
    .when(attestOf('2026-03-02', '2026-03-01T09:59:59Z'))
    .thenRejected(
      { status: 400, code: 2000 },
      /it was read as 2026-03-01T10:00:00.000Z, and it is now 2026-03-01T09:59:59.000Z. A time without a zone is UTC.$/,
    ));

it.each([
  ['a millisecond', '2026-03-01T08:00:00.501Z'],
  ['a year', '2027-03-01T08:00:00.500Z'],
])('[A3] refuses an agreement that is %s in the future', (_, dateAgreed) =>
  given(unconfirmed(customerId))
    .when(attestIn('Global', { dateAgreed: new Date(dateAgreed) }))
    .thenRejected({ status: 400, code: 2000 }, /^dateAgreed must not be in the future/),
);

it.each([['0001-01-01T00:00:00Z'], ['1899-12-31T23:59:59.999Z']])(
  '[A3] refuses %s, as SDKs send it for a date that was not set',
  (dateAgreed) =>
    given(unconfirmed(customerId))
      .when(attestIn('Global', { dateAgreed: new Date(dateAgreed) }))
      .thenRejected({ status: 400, code: 2000 }, /^dateAgreed must be the date/),
);

it.each([
  ['as it was', tania],
  ['in another casing', { ...tania, firstName: 'TANIA', lastName: 'carr', email: 'Tania@MAIL.example' }],
  [
    'with blanks around',
    { firstName: ' Tania', lastName: 'Carr ', email: ' tania@mail.example ', phoneNumber: ' +1 425 5550100 ' },
  ],
])('[A3] refuses the same contact with 600061, %s', (_, primaryContact) =>
  given(confirmed)
    .when(attestIn('Global', { primaryContact }))
    .thenRejected({ status: 409, code: 600061 }, /^A partner confirmed agreement already exists for the customer\.$/),
);

it('[A3] refuses the same contact with 600061 where neither names a phone', () => {
  const { phoneNumber: _phoneNumber, ...contact } = tania;
  const [first] = confirmed.confirmations as [Agreement['confirmations'][0]];
  given({ ...confirmed, confirmations: [{ ...first, primaryContact: contact }] })
    .when(attestIn('Global', { primaryContact: { ...contact, phoneNumber: '' } }))
    .thenRejected({ status: 409, code: 600061 });
});

it.each([
  ['first name', { firstName: 'Tanja' }],
  ['last name', { lastName: 'Karr' }],
  ['e-mail', { email: 'tania@other.example' }],
  ['phone', { phoneNumber: '+1 425 5550101' }],
  ['missing phone', { phoneNumber: undefined }],
])('[A3] accepts a contact with another %s as a further confirmation, and keeps the history', (_, difference) =>
  given(confirmed)
    .when(attestIn('Global', { primaryContact: { ...tania, ...difference } }))
    .thenState({ confirmations: [confirmed.confirmations[0], { id: 'confirmation-2' }] })
    .then(published(2)),
);

it.each([['Tania'], ['Tanja']])('[A3] knows %s again among several confirmations', (firstName) => {
  const other = attestIn('Global', { primaryContact: { ...tania, firstName: 'Tanja' } })(confirmed);
  if (other.outcome !== 'happened') throw new Error('Nothing happened.');
  given(other.state)
    .when(attestIn('Global', { primaryContact: { ...tania, firstName } }))
    .thenRejected({ status: 409, code: 600061 });
});

it.each<[Cloud]>([['USGovernment'], ['China']])('[R9] refuses customers of the cloud %s', (cloud) =>
  given(unconfirmed(customerId))
    .when(attestIn(cloud))
    .thenRejected(
      { status: 400, code: 900127 },
      new RegExp(`in the cloud ${cloud}\\. There are agreements in the public`),
    ),
);

it('[A3] accepts the same contact for another agreement, and says which one is confirmed', () => {
  const decision = attestIn('Global', {
    id: 'confirmation-2',
    type: 'MicrosoftCloudAgreement',
    templateId: cloudTemplate,
  })(confirmed);
  expect(decision).toMatchObject({
    outcome: 'happened',
    state: { confirmations: [{ id: 'confirmation-1' }, { id: 'confirmation-2' }] },
    events: [{ data: { agreementType: 'MicrosoftCloudAgreement', confirmations: 2 } }],
  });
});

it('[A1] accepts the same contact for another version, and keeps which one each confirmation is of', () =>
  given(confirmed)
    .when(attestIn('Global', { templateId: nextVersion }))
    .thenState({ confirmations: [{ templateId }, { templateId: nextVersion }] })
    .then(event(agreementConfirmed, { ...(published(2).data as AgreementConfirmedV1), templateId: nextVersion })));

it('[A3] keeps the history of a customer within one document', () => {
  const contacts = Array.from({ length: MAX_CONFIRMATIONS }, (_, index) => ({ ...tania, phoneNumber: `${index}` }));
  const [first] = confirmed.confirmations as [Agreement['confirmations'][0]];
  const full: Agreement['confirmations'] = contacts.map((primaryContact) => ({ ...first, primaryContact }));
  given({ ...confirmed, confirmations: full })
    .when(attestIn('Global'))
    .thenRejected({ status: 409, code: 2000 }, /the 500 confirmations that it can have/);
  given({ ...confirmed, confirmations: full.slice(1) })
    .when(attestIn('Global'))
    .then(published(MAX_CONFIRMATIONS));
});

it('[A4] shows a partner its own attestations whole, and of others the first of each template and method alone', () => {
  const given = (id: string, by: string, day: number): Agreement['confirmations'][number] => ({
    ...attestation({ id }),
    partnerId: by,
    userId: `user-${id}`,
    confirmedAt: new Date(Date.UTC(2026, 1, day)),
  });
  const agreement: Agreement = {
    customerId,
    confirmations: [given('1', 'other', 1), given('2', 'other', 2), given('3', partnerId, 3), given('4', partnerId, 4)],
    acceptances: [
      { templateId, userId: 'customer', primaryContact: tania, acceptedAt: new Date(Date.UTC(2026, 1, 2, 1)) },
    ],
  };
  const type = 'MicrosoftCustomerAgreement';
  const attested = { templateId, type, dateAgreed: new Date(agreedAt), method: 'attested' };
  expect(confirmationsSeenBy(partnerId, agreement)).toStrictEqual([
    attested,
    { templateId, type, dateAgreed: new Date(Date.UTC(2026, 1, 2, 1)), method: 'direct' },
    { ...attested, own: { userId: 'user-3', primaryContact: tania } },
    { ...attested, own: { userId: 'user-4', primaryContact: tania } },
  ]);
});
