import { event, faults } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { userLicensesChanged, type UserLicensesChangedV1 } from '#contracts/identity/user-licenses-changed.v1';
import { type SubscribedSku } from '#contracts/internal/customers';
import { consumedUnits, type License, type Tenant, type User } from '../../tenant/tenant.js';
import { MAX_EXCLUDED_PLANS, MAX_LICENSES, updateLicenses, type LicenseUpdate } from './license-update.js';

const license = (skuId: string, ...excludedPlans: string[]): License => ({ skuId, excludedPlans });
const userWith = (id: string, ...licenses: License[]): User => ({ id, userName: id, roles: [], licenses });
const ana = userWith('ana', license('MAIL'));
const bo: User = { id: 'bo', userName: 'bo', roles: ['GlobalAdmin'] };
const tenantWith = (...users: User[]): Tenant => ({
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  status: 'confirmed',
  reservedAt: new Date(0),
  users,
});
const tenant = tenantWith(ana, bo);
const units = (skuId: string, activeUnits: number): SubscribedSku => ({ skuId, activeUnits, suspendedUnits: 1 });
const subscribed = [units('MAIL', 1), units('Calls', 1), units('idle', 0)];

const update =
  (userId: string, { assign = [], remove = [] }: Partial<LicenseUpdate>, skus = subscribed) =>
  (state: Tenant): Decision<Tenant, unknown> =>
    updateLicenses(state, userId, { assign, remove }, skus);

const told = (userId: string, changes: Partial<UserLicensesChangedV1>): unknown =>
  event(userLicensesChanged, {
    tenantId: 'tenant-1',
    userId,
    userPrincipalName: `${userId}@contoso.com`,
    roles: [],
    licenses: [],
    assigned: [],
    removed: [],
    ...changes,
  });

describe('updateLicenses', () => {
  it('[C9] gives a licence of a product, named in any casing, and tells all that the user has', () =>
    given(tenant)
      .when(update('bo', { assign: [license('CALLS', 'plan-1')] }))
      .thenState({ users: [ana, { ...bo, licenses: [license('Calls', 'plan-1')] }] })
      .then(
        told('bo', {
          roles: ['GlobalAdmin'],
          licenses: [license('Calls', 'plan-1')],
          assigned: ['Calls'],
          removed: [],
        }),
      ));

  it('[C9] takes a licence', () =>
    given(tenant)
      .when(update('ana', { remove: ['mail'] }))
      .thenState({ users: [{ ...ana, licenses: [] }, bo] })
      .then(told('ana', { removed: ['MAIL'] })));

  it('[C9] takes one licence and gives another at once', () =>
    given(tenant)
      .when(update('ana', { assign: [license('calls')], remove: ['MAIL'] }))
      .then(told('ana', { licenses: [license('Calls')], assigned: ['Calls'], removed: ['MAIL'] })));

  it('[C9] gives other service plans to who has the last licence', () =>
    given(tenant)
      .when(update('ana', { assign: [license('mail', 'plan-1')] }))
      .then(told('ana', { licenses: [license('MAIL', 'plan-1')], assigned: ['MAIL'] })));

  it('[C9] changes nothing where it is so already', () => {
    const planned = tenantWith(userWith('ana', license('MAIL', 'plan-1', 'plan-2')));
    given(planned)
      .when(update('ana', { assign: [license('mail', 'plan-2', 'plan-1')] }))
      .thenNothingHappened();
  });

  it('[C9] leaves what a user has of a product that has no units any more, and takes it when asked', () => {
    given(tenant)
      .when(update('ana', { assign: [license('mail')] }, []))
      .thenNothingHappened();
    given(tenant)
      .when(update('ana', { remove: ['mail'] }, []))
      .thenState({ users: [{ licenses: [] }, bo] });
  });

  it.each<[string, string, Partial<LicenseUpdate>, object, RegExp]>([
    [
      'when all units are assigned',
      'bo',
      { assign: [license('mail')] },
      faults.licenseQuotaExceeded,
      /MAIL: it has 1, and 1/,
    ],
    ['while no subscription is active', 'bo', { assign: [license('idle')] }, faults.licenseQuotaExceeded, /it has 0/],
    [
      'of what nobody ordered',
      'bo',
      { assign: [license('word')] },
      faults.invalidArgument,
      /no subscription for the product word/,
    ],
    [
      'that the user does not have',
      'bo',
      { remove: ['mail'] },
      faults.invalidArgument,
      /has no licence of the product MAIL/,
    ],
    [
      'named twice',
      'bo',
      { assign: [license('calls'), license('CALLS')] },
      faults.invalidArgument,
      /Calls is named twice/,
    ],
    ['taken and given', 'ana', { assign: [license('mail')], remove: ['mail'] }, faults.invalidArgument, /named twice/],
    ['that is none', 'bo', {}, faults.invalidArgument, /has to name a product/],
    ['of a user who does not exist', 'cy', { remove: ['mail'] }, faults.userNotFound, /no user cy/],
  ])('[C9] refuses a licence %s', (_, userId, change, fault, description) =>
    given(tenant)
      .when(update(userId, change))
      .thenRejected(fault as typeof faults.userNotFound, description),
  );

  it('[C9] refuses all of an update of which a part cannot be', () =>
    given(tenant)
      .when(update('ana', { assign: [license('calls'), license('idle')], remove: ['mail'] }))
      .thenRejected(faults.licenseQuotaExceeded));

  it('[C9] refuses more licences, and more excluded plans, than a user may have', () => {
    const skus = Array.from({ length: MAX_LICENSES + 1 }, (_, index) => units(`sku-${index}`, 1));
    const many = skus.map(({ skuId }) => license(skuId));
    given(tenant)
      .when(update('bo', { assign: many.slice(1) }, skus))
      .thenState({});
    given(tenant)
      .when(update('bo', { assign: many }, skus))
      .thenRejected(faults.conflict, /at most 50 licences/);
    const plans = Array.from({ length: MAX_EXCLUDED_PLANS }, (_, index) => `plan-${index}`);
    given(tenant)
      .when(update('bo', { assign: [license('calls', ...plans)] }))
      .thenState({});
    given(tenant)
      .when(update('bo', { assign: [license('calls', 'one-more', ...plans)] }))
      .thenRejected(faults.conflict, /at most 100 service plans/);
  });
});

it('[C9] a unit is consumed by each user who has a licence of the product', () =>
  expect(['MAIL', 'Calls'].map((skuId) => consumedUnits(tenant, skuId))).toEqual([1, 0]));
