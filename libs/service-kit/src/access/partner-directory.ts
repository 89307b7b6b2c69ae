import { type Cloud, type PartnerStatus, type PartnerType } from '#lib/contracts';

/** What every service knows of a partner. */
export interface PartnerView {
  companyName: string;
  partnerType: PartnerType;
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
  mpnId?: string;
}

/**
 * Finds partners by their tenant. Absence is only answered after the owner, enrollment, was asked. That a tenant is a
 * partner, and of which type, never changes; for everything else, see `CurrentPartners`.
 */
export interface PartnerDirectory {
  find(partnerId: string): Promise<PartnerView | undefined>;
}

export const PARTNER_DIRECTORY = Symbol('PartnerDirectory');
