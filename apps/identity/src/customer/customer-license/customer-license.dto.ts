import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Text } from '#lib/contracts';
import { Nested, NotSupported, ResourceAttributes } from '#lib/partner-api';
import { type SubscribedSku } from '#contracts/internal/customers';
import { type License } from '../../tenant/tenant.js';
import { MAX_EXCLUDED_PLANS, MAX_LICENSES, type LicenseUpdate } from './license-update.js';

const licenseGroups = ['none', 'group1', 'group2'] as const;
/** Without a catalogue all products are of the group whose licences the directory manages. */
const GROUP = 'group1';

export class LicenseGroupQuery {
  /** `group1`, which all products are of here and which is the default, or `group2`; in any casing, once or repeated. */
  @IsOptional()
  @Transform(({ value }) => [value as unknown].flat().map((group) => String(group).toLowerCase()))
  @IsIn(licenseGroups, { each: true })
  @ArrayMaxSize(licenseGroups.length)
  licenseGroupIds?: string[];
}

/** A licence that a user is given. */
export class LicenseAssignment {
  /** The id of the product, in any casing. */
  @Text({ max: 256 })
  skuId: string;

  /** Service plans of the product that the user is not to have, GUIDs. */
  @IsOptional()
  @IsUUID('loose', { each: true })
  @ArrayMaxSize(MAX_EXCLUDED_PLANS)
  excludedPlans?: string[];
}

/** The changes to a user's licences. All of them are made, or none. */
@NotSupported({ licenseWarnings: 'they are in answers only' })
export class LicenseUpdateRequest {
  @IsOptional()
  @Nested(() => LicenseAssignment)
  @ArrayMaxSize(MAX_LICENSES)
  licensesToAssign?: LicenseAssignment[];

  /** The ids of the products whose licences the user loses, in any casing. */
  @IsOptional()
  @IsArray()
  @Text({ max: 256, each: true })
  @ArrayMaxSize(MAX_LICENSES)
  licensesToRemove?: string[];
}

export class LicenseUpdateResource {
  licensesToAssign?: LicenseAssignment[];
  licensesToRemove?: string[];
  /** Always empty: what cannot be done is refused. */
  licenseWarnings: string[];
  attributes: ResourceAttributes;
}

export class ProductSkuResource {
  /** The offer that was ordered. Nothing else is known about the product. */
  id: string;
  /** The same. */
  name: string;
  /** The same. */
  skuPartNumber: string;
  /** `User` */
  targetType: string;
  /** `group1` */
  licenseGroupId: string;
}

export class ServicePlanResource {
  /** A GUID. */
  id: string;
  /** `Disabled` */
  capabilityStatus: string;
}

export class SubscribedSkuResource {
  /** Total minus consumed units. Below zero if there are fewer units than assigned licences. */
  availableUnits: number;
  /** Of active subscriptions, from all partners. */
  activeUnits: number;
  /** How many users have a licence. */
  consumedUnits: number;
  suspendedUnits: number;
  /** Active and warning units. */
  totalUnits: number;
  /** 0 */
  warningUnits: number;
  productSku: ProductSkuResource;
  /** Empty: without a catalogue none are known. */
  servicePlans: ServicePlanResource[];
  /** `Enabled`, or `Suspended` while no subscription is active. */
  capabilityStatus: string;
  attributes: ResourceAttributes;
}

export class LicenseResource {
  /** Those that the user is not to have. */
  servicePlans: ServicePlanResource[];
  productSku: ProductSkuResource;
  attributes: ResourceAttributes;
}

/** Whether products are asked for at all: there are none of another group. */
export function asksForProducts({ licenseGroupIds = [GROUP] }: LicenseGroupQuery): boolean {
  return licenseGroupIds.includes(GROUP);
}

export function toLicenseUpdate({ licensesToAssign = [], licensesToRemove = [] }: LicenseUpdateRequest): LicenseUpdate {
  return {
    assign: licensesToAssign.map(({ skuId, excludedPlans = [] }) => ({
      skuId,
      excludedPlans: [...new Set(excludedPlans.map((plan) => plan.toLowerCase()))],
    })),
    remove: licensesToRemove,
  };
}

/** Partner Center answers what it was asked. */
export function toUpdateResource({ licensesToAssign, licensesToRemove }: LicenseUpdateRequest): LicenseUpdateResource {
  return {
    ...(licensesToAssign && { licensesToAssign }),
    ...(licensesToRemove && { licensesToRemove }),
    licenseWarnings: [],
    attributes: { objectType: 'LicenseUpdate' },
  };
}

export function toSubscribedSku(sku: SubscribedSku & { consumedUnits: number }): SubscribedSkuResource {
  const { skuId, activeUnits, suspendedUnits, consumedUnits } = sku;
  return {
    availableUnits: activeUnits - consumedUnits,
    activeUnits,
    consumedUnits,
    suspendedUnits,
    totalUnits: activeUnits,
    warningUnits: 0,
    productSku: productSku(skuId),
    servicePlans: [],
    capabilityStatus: activeUnits > 0 ? 'Enabled' : 'Suspended',
    attributes: { objectType: 'SubscribedSku' },
  };
}

export function toLicense({ skuId, excludedPlans }: License): LicenseResource {
  return {
    servicePlans: excludedPlans.map((id) => ({ id, capabilityStatus: 'Disabled' })),
    productSku: productSku(skuId),
    attributes: { objectType: 'License' },
  };
}

function productSku(skuId: string): ProductSkuResource {
  return { id: skuId, name: skuId, skuPartNumber: skuId, targetType: 'User', licenseGroupId: GROUP };
}
