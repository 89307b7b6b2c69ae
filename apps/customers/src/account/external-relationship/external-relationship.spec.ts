import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { externalRelationshipEnded } from '#contracts/customers/platforms/external-relationship-ended.v1';
import { externalRelationshipRecorded } from '#contracts/customers/platforms/external-relationship-recorded.v1';
import {
  endRelationship,
  recordingFault,
  recordRelationship,
  unrecorded,
  type ExternalRelationship,
  type RecordingFacts,
} from './external-relationship.js';

const [partnerId, customerId] = ['0a1b2c3d-0000-4000-8000-00000000000a', '0a1b2c3d-0000-4000-8000-000000000001'];
const [before, told, now] = ['2026-02-01', '2026-03-01', '2026-04-01'].map(
  (day) => new Date(`${day}T08:00:00.000Z`),
) as [Date, Date, Date];
const details = { companyName: 'Fabrikam', domain: 'fabrikam.example', country: 'US', cloud: 'Global' as const };
const recorded: ExternalRelationship = {
  id: `${partnerId}/${customerId}`,
  partnerId,
  customerId,
  status: 'recorded',
  ...details,
  companyNameFolded: 'fabrikam',
  recordedAt: now,
  toldAt: told,
};
const ended: ExternalRelationship = { ...recorded, status: 'ended' };
const state = { partnerId, customerId, ...details, recordedAt: now.toISOString() };
const renamed = { ...details, companyName: 'Fabrikam of today' };

describe('telling of a customer', () => {
  it.each([
    ['first', unrecorded(partnerId, customerId)],
    ['again after it had ended', ended],
  ])('[C2] %s puts it on the list', (_, known) =>
    given(known)
      .when((relationship) => recordRelationship(relationship, details, told, now))
      .thenState(recorded)
      .then(event(externalRelationshipRecorded, state)),
  );

  it('[C2] otherwise changes what the list shows', () =>
    given(recorded)
      .when((relationship) => recordRelationship(relationship, renamed, now, now))
      .thenState({ companyName: 'Fabrikam of today', companyNameFolded: 'fabrikam of today', toldAt: now })
      .then(event(externalRelationshipRecorded, { ...state, companyName: 'Fabrikam of today' })));

  it('[C2] the same again changes nothing', () =>
    given(recorded)
      .when((relationship) => recordRelationship(relationship, details, now, now))
      .thenNothingHappened());

  it.each([recorded, ended])('[C2] late does not replace what was told after it: $status', (known) =>
    given(known)
      .when((relationship) => recordRelationship(relationship, renamed, before, now))
      .thenNothingHappened(),
  );

  it('[C2] by a clock that is fast does not keep out what is told after it', () => {
    given(recorded)
      .when((relationship) => recordRelationship(relationship, renamed, new Date('2100-01-01'), now))
      .thenState({ toldAt: now });
  });
});

describe('ending it', () => {
  it.each(['accepted', 'removed'] as const)('[C6] takes it off the list: %s', (reason) =>
    given(recorded)
      .when((relationship) => endRelationship(relationship, reason, now))
      .thenState(ended)
      .then(event(externalRelationshipEnded, { ...state, reason, endedAt: now.toISOString() })),
  );

  it('[C6] twice changes nothing', () =>
    given(ended)
      .when((relationship) => endRelationship(relationship, 'removed', now))
      .thenNothingHappened());
});

describe('a partner', () => {
  const facts: RecordingFacts = {
    customerId,
    partner: { country: 'US', cloud: 'Global', status: 'active' },
    customer: details,
    isPartner: false,
    isDeleted: false,
  };

  it('[C2] can have a customer of its region and cloud', () => expect(recordingFault(facts)).toBeUndefined());

  it.each<[string, Partial<RecordingFacts>, (typeof faults)[keyof typeof faults], RegExp]>([
    ['[ruling 29] that is none', { partner: undefined }, faults.programNotActive, /not an active partner/],
    ['[R8] whose customer is a partner', { isPartner: true }, faults.forbidden, /sells in the CSP program/],
    ['[ruling 15] whose customer was deleted', { isDeleted: true }, faults.conflict, /deleted/],
    ['[R9] of another cloud', { customer: { ...details, cloud: 'China' } }, faults.wrongEnvironment, /China.*Global/],
    ['[E12] of another region', { customer: { ...details, country: 'DE' } }, faults.countryNotSupported, /DE/],
  ])('%s cannot', (_, changes, fault, description) =>
    expect(recordingFault({ ...facts, ...changes })?.rejection).toMatchObject({
      fault,
      description: expect.stringMatching(description) as string,
    }),
  );
});
