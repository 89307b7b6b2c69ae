import { event } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import {
  customerQualificationChanged,
  type Qualification,
} from '#contracts/customers/customer/customer-qualification-changed.v1';
import { type Customer } from '../customer/customer.js';
import { toQualification, toResources } from './qualification.dto.js';
import { addQualification, qualificationOf, replaceQualifications } from './qualification.js';

const since = new Date('2026-03-01T08:00:00.000Z');
const now = new Date('2026-04-01T08:00:00.000Z');
const address = { country: 'US', city: 'Redmond', addressLine1: 'One Way', firstName: 'Ana', lastName: 'Silva' };
const customer: Customer = {
  id: 'customer-1',
  status: 'active',
  companyName: 'Contoso',
  companyNameFolded: 'contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'US',
  cloud: 'Global',
  billingProfile: {
    id: 'billing-1',
    email: 'ana@contoso.com',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso',
    defaultAddress: address,
  },
  relationships: [],
  formerPartners: [],
  adminPrivileges: [],
  subscriptions: [],
  reservedOrders: [],
  pendingConnections: [],
};
const qualifiedBy = (...names: Qualification[]): Customer => ({
  ...customer,
  qualifications: names.map((qualification) => ({ qualification, since })),
});
const told = (...allQualifications: Qualification[]): ReturnType<typeof event> =>
  event(customerQualificationChanged, {
    customerId: 'customer-1',
    companyName: 'Contoso',
    domain: customer.domain,
    country: 'US',
    cloud: 'Global',
    relationships: [],
    allQualifications,
    qualifications: allQualifications.filter((name) => name === 'education' || name === 'nonprofit'),
  });

describe('replaceQualifications', () => {
  it('[C1] leaves the one that was given', () =>
    given(qualifiedBy('education', 'nonprofit'))
      .when((state) => replaceQualifications(state, 'education', now))
      .thenState({ qualifications: [{ qualification: 'education', since: now }] })
      .then(told('education')));

  it('[C1] takes all away', () =>
    given(qualifiedBy('education'))
      .when((state) => replaceQualifications(state, 'none', now))
      .thenState({ qualifications: [] })
      .then(told()));

  it.each<[Qualification | 'none', Customer]>([
    ['none', customer],
    ['education', qualifiedBy('education')],
  ])('[C1] the same again, %s, changes nothing', (qualification, state) =>
    given(state)
      .when((before) => replaceQualifications(before, qualification, now))
      .thenNothingHappened(),
  );
});

describe('addQualification', () => {
  it('[C1] keeps those that there are', () =>
    given(qualifiedBy('education'))
      .when((state) => addQualification(state, 'nonprofit', now))
      .thenState({ qualifications: [{ qualification: 'education' }, { qualification: 'nonprofit', since: now }] })
      .then(told('education', 'nonprofit')));

  it('[C1] adding it twice changes nothing', () =>
    given(qualifiedBy('nonprofit', 'education'))
      .when((state) => addQualification(state, 'nonprofit', now))
      .thenNothingHappened());
});

describe('a qualification', () => {
  it('[C1] is the latest of several, or none', () => {
    expect(qualificationOf(qualifiedBy('nonprofit', 'education'))).toBe('education');
    expect(qualificationOf(customer)).toBe('none');
  });

  it.each([
    ['Education', 'education'],
    ['NONPROFIT', 'nonprofit'],
    ['none', 'none'],
    ['StateOwnedEntity', 'state_owned_entity'],
    ['government_community_cloud', 'government_community_cloud'],
  ])('[C1] is read from %j', (body, read) => expect(toQualification(body)).toBe(read));

  it('[C1] is added with the validation code that Partner Center asks for of governments', () =>
    given(customer)
      .when((state) => addQualification(state, 'government_community_cloud', now, '42'))
      .thenState({
        qualifications: [{ qualification: 'government_community_cloud', since: now, validationCode: '42' }],
      })
      .then(told('government_community_cloud')));

  it.each<unknown>(['government', '', {}, { toString: 1 }, [['education']], undefined])(
    '[C1] is not read from %j',
    (body) =>
      expect(() => toQualification(body)).toThrow(
        'The body must be a JSON string, one of "none", "education", "nonprofit", "government_community_cloud", "state_owned_entity".',
      ),
  );

  it('[C1] is answered with when it was given', () =>
    expect(toResources(qualifiedBy('education'))).toEqual([
      {
        qualification: 'education',
        vettingStatus: 'Approved',
        vettingCreatedDate: since.toISOString(),
        vettingCreateDate: since.toISOString(),
      },
    ]));
});
