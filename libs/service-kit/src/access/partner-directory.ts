import { type PartnerFacts } from '#contracts/internal/enrollment';

/** What every service knows of a partner. */
export type PartnerView = PartnerFacts;

/**
 * Finds partners by their tenant. Absence is only answered after the owner, enrollment, was asked. That a tenant is a
 * partner, and of which type, never changes; for everything else, see `PartnersClient`.
 */
export interface PartnerDirectory {
  find(partnerId: string): Promise<PartnerView | undefined>;
}

export const PARTNER_DIRECTORY = Symbol('PartnerDirectory');
