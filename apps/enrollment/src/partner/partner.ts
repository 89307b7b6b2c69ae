import { event, faults, type Cloud, type DomainEvent, type PartnerStatus, type PartnerType } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { partnerOnboarded } from '#contracts/enrollment/partner-onboarded.v1';

/** A company with a CSP account. Its id is its tenant's. */
export interface Partner {
  id: string;
  companyName: string;
  partnerType: PartnerType;
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
  mpnId?: string;
  /** What the unique index holds: the MPN ID, or the partner's own id where it has none. */
  mpnClaim: string;
}

export interface Onboarding {
  tenantId: string;
  companyName: string;
  partnerType: PartnerType;
  country: string;
  mpnId?: string;
}

/** What the partner's tenant says of itself. */
export interface TenantFacts {
  country: string;
  cloud: Cloud;
}

/** The operator makes a company a partner, active at once. The same again changes nothing; anything else is refused. */
export function onboard(
  known: Partner | undefined,
  onboarding: Onboarding,
  tenant: TenantFacts,
): Decision<Partner, DomainEvent> {
  const { tenantId, ...details } = onboarding;
  if (known) {
    return isSame(known, onboarding)
      ? nothingHappened
      : reject(faults.conflict, `Tenant ${tenantId} is a partner of type ${known.partnerType} already.`);
  }
  if (tenant.country !== onboarding.country) {
    return reject(
      faults.invalidArgument,
      `The country must be that of the tenant, ${tenant.country}: a partner is where its tenant is.`,
    );
  }
  const partner: Partner = {
    id: tenantId,
    ...details,
    status: 'active',
    cloud: tenant.cloud,
    mpnClaim: details.mpnId ?? tenantId,
  };
  return happened(partner, event(partnerOnboarded, publicState(partner)));
}

function publicState({ id, mpnClaim: _mpnClaim, ...partner }: Partner): InstanceType<typeof partnerOnboarded.payload> {
  return { partnerId: id, ...partner };
}

function isSame(partner: Partner, onboarding: Onboarding): boolean {
  return (
    partner.companyName === onboarding.companyName &&
    partner.partnerType === onboarding.partnerType &&
    partner.country === onboarding.country &&
    partner.mpnId === onboarding.mpnId
  );
}
