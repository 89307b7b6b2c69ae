import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { partnerOnboarded } from '#contracts/enrollment/partner-onboarded.v1';
import { onboard, type Onboarding, type Partner } from './partner.js';

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
  ...{ id: tenantId, ...details, status: 'active', cloud: 'USGovernment', domain: 'northwind.example' },
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
