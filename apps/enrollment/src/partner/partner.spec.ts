import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { partnerChanged } from '#contracts/enrollment/partner/partner-changed.v1';
import { partnerOnboarded } from '#contracts/enrollment/partner/partner-onboarded.v1';
import {
  activate,
  changeBilling,
  changeLegalProfile,
  changeMpn,
  changeOrganization,
  changeSupport,
  onboard,
  reviewProposal,
  type Onboarding,
  type Partner,
} from './partner.js';

const tenantId = '0a1b2c3d-0000-4000-8000-000000000001';
const tenant = { country: 'DE', cloud: 'USGovernment', domain: 'northwind.example', culture: 'de-DE' } as const;
const onboarding: Onboarding = {
  tenantId,
  companyName: 'Northwind GmbH',
  partnerType: 'indirect-provider',
  country: 'DE',
  mpnId: '4847383',
};
const { tenantId: _tenantId, ...details } = onboarding;
const partner: Partner = {
  id: tenantId,
  ...details,
  status: 'active',
  cloud: 'USGovernment',
  domain: 'northwind.example',
  organization: { culture: 'de-DE', language: 'de' },
  billing: {},
};
const { mpnId: _mpnId, ...withoutMpn } = onboarding;

it('[E5] makes a company a partner, active at once, in the cloud of its tenant, and tells about it', () =>
  given()
    .when(() => onboard(undefined, onboarding, tenant))
    .thenState(partner)
    .then(event(partnerOnboarded, { partnerId: tenantId, ...details, status: 'active', cloud: 'USGovernment' })));

it('[E5] publishes exactly what the contract describes', () => {
  const decision = onboard(undefined, onboarding, tenant);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const data = decision.events[0]?.data;
  expect({ ...parsePayload(partnerOnboarded, data) }).toStrictEqual(data);
});

it('[E5] onboarding the same again changes nothing', () =>
  given(partner)
    .when((known) => onboard(known, onboarding, tenant))
    .thenNothingHappened());

it.each<[keyof Onboarding, Onboarding]>([
  ['companyName', { ...onboarding, companyName: 'Southwind GmbH' }],
  ['partnerType', { ...onboarding, partnerType: 'direct-bill' }],
  ['country', { ...onboarding, country: 'AT' }],
  ['mpnId', { ...onboarding, mpnId: '4847384' }],
  ['mpnId', withoutMpn],
])('[E5] refuses a partner that is to be onboarded with another %s', (_, changed) =>
  given(partner)
    .when((known) => onboard(known, changed, tenant))
    .thenRejected(faults.conflict, `^Tenant ${tenantId} is a partner of type indirect-provider already`),
);

it('[E3] refuses a country other than the tenant’s', () =>
  given()
    .when(() => onboard(undefined, { ...onboarding, country: 'AT' }, tenant))
    .thenRejected(faults.invalidArgument, /^The country must be that of the tenant, DE/));

describe('an enrolled company', () => {
  const address = { addressLine1: 'Am Markt 1', city: 'Bonn', postalCode: '53111', country: 'DE' };
  const legalProfile = { companyName: 'Northwind GmbH', address };
  const supportContact = {
    email: 'help@northwind.example',
    telephone: '+4922855501',
    website: 'https://northwind.example',
  };
  const enrolled = { ...tenant, tenantId, legalProfile, supportContact, mpnId: '4847383' };

  it('[E8] becomes an indirect reseller with what it gave', () =>
    given()
      .when(() => activate(undefined, enrolled))
      .thenState({ partnerType: 'indirect-reseller', companyName: 'Northwind GmbH', address, supportContact })
      .then(
        event(partnerOnboarded, {
          partnerId: tenantId,
          companyName: 'Northwind GmbH',
          partnerType: 'indirect-reseller',
          status: 'active',
          country: 'DE',
          cloud: 'USGovernment',
          mpnId: '4847383',
        }),
      ));

  it('[E9] that was a partner gets its support contact, once', () => {
    given(partner)
      .when((known) => activate(known, enrolled))
      .thenState({ partnerType: 'indirect-provider', supportContact });
    given<Partner>({ ...partner, supportContact: { ...supportContact, email: 'care@northwind.example' } })
      .when((known) => activate(known, enrolled))
      .thenNothingHappened();
  });

  it('[E3] gets another MPN ID, and tells about it', () => {
    given(partner)
      .when((known) => changeMpn(known, '4847384'))
      .then(
        event(partnerChanged, {
          partnerId: tenantId,
          ...details,
          status: 'active',
          cloud: 'USGovernment',
          mpnId: '4847384',
        }),
      );
    given(partner)
      .when((known) => changeMpn(known, '4847383'))
      .thenNothingHappened();
  });

  it('[E10] a new address waits for the review; giving the old one again takes it back', () => {
    const known: Partner = { ...partner, address };
    const moved = { profile: { ...legalProfile, address: { ...address, city: 'Kassel', postalCode: '34117' } } };
    const decision = changeLegalProfile(known, moved, new Date('2026-03-01'));
    expect(decision).toMatchObject({ outcome: 'happened', state: { address, proposal: { profile: moved.profile } } });
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    given(decision.state)
      .when((current) => reviewProposal(current, 'approve', []))
      .thenState({ address: moved.profile.address });
    const takenBack = changeLegalProfile(decision.state, { profile: legalProfile }, new Date('2026-03-02'));
    expect(takenBack).not.toHaveProperty('state.proposal');
  });

  it('[E10] a new address that is given again keeps its place in the review, unless it was refused', () => {
    const moved = { profile: { ...legalProfile, address: { ...address, city: 'Kassel', postalCode: '34117' } } };
    const proposal = { profile: moved.profile, since: new Date('2026-03-01') };
    const later = new Date('2026-03-02');
    given<Partner>({ ...partner, address, proposal })
      .when((known) => changeLegalProfile(known, moved, later))
      .thenState({ proposal });
    given<Partner>({ ...partner, address, proposal: { ...proposal, refused: ['No such street'] } })
      .when((known) => changeLegalProfile(known, moved, later))
      .thenState({ proposal: { profile: moved.profile, since: later } });
  });

  it('[E10] who is reached at an address changes at once, its region after a review', () => {
    const known: Partner = { ...partner, address };
    const at = { ...address, firstName: 'Ana', lastName: 'Silva', phoneNumber: '+49 89 1234567' };
    given(known)
      .when((current) => changeLegalProfile(current, { profile: { ...legalProfile, address: at } }, new Date()))
      .thenState({ address: at });
    const since = new Date('2026-03-01');
    const profile = { ...legalProfile, address: { ...at, region: 'Hesse' } };
    given(known)
      .when((current) => changeLegalProfile(current, { profile }, since))
      .thenState({ address, proposal: { profile, since } });
    const waiting = { profile: { ...profile, address: { ...profile.address, firstName: 'Eva' } }, since };
    given<Partner>({ ...known, proposal: { profile, since } })
      .when((current) => changeLegalProfile(current, { profile: waiting.profile }, new Date('2026-03-02')))
      .thenState({ address, proposal: waiting });
  });

  it('[E10] there is nothing to review without a new profile', () =>
    given(partner)
      .when((known) => reviewProposal(known, 'approve', []))
      .thenRejected(faults.conflict, /no new legal profile/));
});

describe('a partner that the operator onboarded by its name alone', () => {
  const legalProfile = { companyName: partner.companyName };
  const at = new Date('2026-03-01');
  const stateOf = (decision: ReturnType<typeof changeBilling>): Partner | undefined =>
    decision.outcome === 'happened' ? decision.state : undefined;

  it('[E10] keeps its name without an address, and needs one to change it', () => {
    expect(stateOf(changeLegalProfile(partner, { profile: legalProfile }, at))).toEqual({
      ...partner,
      primaryContact: undefined,
      approver: undefined,
    });
    given(partner)
      .when((known) => changeLegalProfile(known, { profile: { companyName: 'Southwind GmbH' } }, at))
      .thenRejected(faults.invalidArgument, /^address is required\.$/);
  });

  it('[E10] cannot take away an address that it has', () =>
    given<Partner>({ ...partner, address: { addressLine1: 'Am Markt 1', country: 'DE' } })
      .when((known) => changeLegalProfile(known, { profile: legalProfile }, at))
      .thenRejected(faults.invalidArgument, /^address is required\.$/));

  it('[E10] has no support contact as long as it tells none', () => {
    given(partner)
      .when((known) => changeSupport(known, undefined))
      .thenNothingHappened();
    const supportContact = { email: 'help@northwind.example', telephone: '+4922855501', website: 'northwind.example' };
    given<Partner>({ ...partner, supportContact })
      .when((known) => changeSupport(known, undefined))
      .thenRejected(faults.invalidArgument, /but not removed\.$/);
  });

  it('[E10] is billed as usual when it writes back what it has read, and as it says when it says something else', () => {
    const usual = { companyName: partner.companyName, currency: 'EUR' };
    expect(stateOf(changeBilling(partner, { ...usual, taxId: 'DE1' }, 'EUR'))?.billing).toEqual({ taxId: 'DE1' });
    const own = { companyName: 'Northwind Billing', currency: 'CHF' };
    const changed = stateOf(changeBilling(partner, own, 'EUR'));
    expect(changed?.billing).toEqual(own);
    // What it has once said for itself it keeps, whatever is usual.
    expect(stateOf(changeBilling(changed ?? partner, usual, 'EUR'))?.billing).toEqual(usual);
  });

  it('[E10] has the address of its legal profile, also a later one, until it gives another for itself', () => {
    const address = { addressLine1: 'Am Markt 1', city: 'Bonn', country: 'DE' };
    const { organization } = partner;
    const known: Partner = { ...partner, address };
    expect(stateOf(changeOrganization(known, { ...organization, address: { ...address } }))?.organization).toEqual(
      organization,
    );
    const other = { ...address, addressLine1: 'Am Hafen 2' };
    expect(stateOf(changeOrganization(known, { ...organization, address: other }))?.organization.address).toEqual(
      other,
    );
  });
});
