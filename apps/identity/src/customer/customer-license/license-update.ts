import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { userLicensesChanged } from '#contracts/identity/user-licenses-changed.v1';
import { type SubscribedSku } from '#contracts/internal/customers';
import { consumedUnits, hasLicense, userState, type License, type Tenant, type User } from '../../tenant/tenant.js';

/** Licences are in the tenant's document, and all that a user has in each event of it. */
export const MAX_LICENSES = 50;
export const MAX_EXCLUDED_PLANS = 100;

export interface LicenseUpdate {
  /** Licences to give, or to give other service plans. */
  assign: License[];
  /** The products of licences to take. */
  remove: string[];
}

/**
 * Gives a user licences of products that the customer has subscribed to, while there are units that no user has, and takes
 * licences: all of it or nothing. The units are those of a moment ago, and fewer of them take no licence from anybody.
 */
export function updateLicenses(
  tenant: Tenant,
  userId: string,
  update: LicenseUpdate,
  subscribed: SubscribedSku[],
): Decision<Tenant, DomainEvent> {
  const user = tenant.users.find(({ id }) => id === userId);
  if (!user)
    return reject(faults.userNotFound, `There is no user ${userId} in the tenant of the customer ${tenant.id}.`);
  const held = user.licenses ?? [];
  const { assign, remove } = spelledAs([...held, ...subscribed], update);
  const assigned = assign.filter((license) => !held.some((other) => isSame(license, other)));
  const licenses = [...held.filter(({ skuId }) => !isNamed(skuId, assigned, remove)), ...assigned];
  const refused =
    refuseNames(assign, remove) ??
    refuseRemovals(held, remove) ??
    refuseUnits(tenant, user, assigned, subscribed) ??
    refuseSize(licenses);
  if (refused) return refused;
  if (assigned.length + remove.length === 0) return nothingHappened;
  const changed = { ...user, licenses };
  const next = { ...tenant, users: tenant.users.map((other) => (other === user ? changed : other)) };
  const told = { assigned: assigned.map(({ skuId }) => skuId), removed: remove };
  return happened(next, event(userLicensesChanged, { ...userState(next, changed), ...told }));
}

/** Products are named in any casing, and known in the one that they were ordered in. */
function spelledAs(known: { skuId: string }[], { assign, remove }: LicenseUpdate): LicenseUpdate {
  const spelled = (name: string): string =>
    known.find(({ skuId }) => skuId.toLowerCase() === name.toLowerCase())?.skuId ?? name;
  return {
    assign: assign.map((license) => ({ ...license, skuId: spelled(license.skuId) })),
    remove: remove.map(spelled),
  };
}

function refuseNames(assign: License[], remove: string[]): Rejected | undefined {
  const names = [...assign.map(({ skuId }) => skuId), ...remove];
  if (names.length === 0) {
    return reject(faults.invalidArgument, 'licensesToAssign or licensesToRemove has to name a product.');
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined
    ? undefined
    : reject(faults.invalidArgument, `The product ${twice} is named twice. Assign its licence, or remove it, once.`);
}

function refuseRemovals(held: License[], remove: string[]): Rejected | undefined {
  const other = remove.find((name) => !held.some(({ skuId }) => skuId === name));
  return other === undefined
    ? undefined
    : reject(faults.invalidArgument, `licensesToRemove: the user has no licence of the product ${other}.`);
}

/** Partner Center answers 60012 when the units are used up. */
function refuseUnits(
  tenant: Tenant,
  user: User,
  assigned: License[],
  subscribed: SubscribedSku[],
): Rejected | undefined {
  for (const { skuId } of assigned.filter((license) => !hasLicense(user, license.skuId))) {
    const sku = subscribed.find((other) => other.skuId === skuId);
    if (!sku) {
      return reject(
        faults.invalidArgument,
        `licensesToAssign: the customer has no subscription for the product ${skuId}. Choose one of its subscribed SKUs.`,
      );
    }
    const consumed = consumedUnits(tenant, skuId);
    if (consumed >= sku.activeUnits) {
      return reject(
        faults.licenseQuotaExceeded,
        `The customer has run out of licences of the product ${skuId}: it has ${sku.activeUnits}, and ${consumed} are assigned. ` +
          'Buy more, or remove one from another user.',
      );
    }
  }
  return undefined;
}

function refuseSize(licenses: License[]): Rejected | undefined {
  if (licenses.length > MAX_LICENSES) {
    return reject(
      faults.conflict,
      `A user has at most ${MAX_LICENSES} licences. Remove one that is not needed any more.`,
    );
  }
  if (licenses.flatMap(({ excludedPlans }) => excludedPlans).length > MAX_EXCLUDED_PLANS) {
    return reject(
      faults.conflict,
      `The licences of a user exclude at most ${MAX_EXCLUDED_PLANS} service plans together.`,
    );
  }
  return undefined;
}

function isNamed(skuId: string, assigned: License[], remove: string[]): boolean {
  return remove.includes(skuId) || assigned.some((license) => license.skuId === skuId);
}

function isSame({ skuId, excludedPlans }: License, other: License): boolean {
  return (
    skuId === other.skuId &&
    excludedPlans.length === other.excludedPlans.length &&
    excludedPlans.every((plan) => other.excludedPlans.includes(plan))
  );
}
