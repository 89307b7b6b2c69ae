import { event, faults, type PartnerType, type Cloud } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { happened, nothingHappened, reject, type Rejected } from '#lib/decision';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import {
  legalProfileFault,
  mpnFault,
  rejectCustomer,
  type LegalProfile,
  type MpnProfile,
  type PrimaryContact,
  type SupportContact,
} from '../company/company.js';
import {
  isAt,
  isOpen,
  publicState,
  told,
  type AssociatedMpn,
  type Enrollment,
  type Result,
  type Verification,
} from '../enrollment-state/enrollment-state.js';
import { startReview } from '../review/review.js';
import { requestVerification } from '../verification/verification.js';

/** Who enrols. */
export interface Applicant {
  /** Of the tenant's one enrolment. */
  id: string;
  tenantId: string;
  userId: string;
  /** Who is to be the first Admin agent, if another one than who enrols. */
  adminAgentId?: string;
  country: string;
  cloud: Cloud;
  domain: string;
  /** The type of partner that the tenant is already. */
  partnerType?: PartnerType;
  /** Whether partners have reseller relationships with the tenant. */
  isCustomer?: boolean;
}

/** What is still missing, and for which step. */
export interface Missing {
  /** `legalProfile`, `primaryContact`, `supportContact` or `mpnId`. */
  item: string;
  neededFor: 'submit' | 'partnerAgreement';
}

/** Begins an enrolment, or begins it again after it was withdrawn or refused; what was given before is kept. */
export function startEnrollment(known: Enrollment | undefined, program: string, applicant: Applicant): Result {
  const { id, tenantId, userId, adminAgentId, partnerType, isCustomer, ...tenant } = applicant;
  if (program !== 'indirect-reseller') {
    return reject(
      faults.forbidden,
      `Since October 2020 every new partner enrols as an indirect reseller: the program ${program} is closed for ` +
        'enrolment. Enrol with the program indirect-reseller, or ask the operator to onboard your company.',
    );
  }
  const otherType = partnerType && partnerTypeFault(partnerType);
  if (otherType) return otherType;
  if (!cspRegionOf(tenant.country)) {
    return reject(
      faults.countryNotSupported,
      `The Cloud Solution Provider program is not offered in ${tenant.country}.`,
    );
  }
  if (isCustomer) return rejectCustomer();
  if (known && known.status === 'draft') return nameAdminAgent(known, adminAgentId);
  if (known && known.status !== 'withdrawn' && known.status !== 'rejected') return isAt(known);
  const { adminAgentId: _, ...before } = known ?? { verificationsSent: [] as Date[] };
  const enrollment: Enrollment = {
    ...before,
    id,
    tenantId,
    program,
    ...tenant,
    enrolledBy: userId,
    ...(adminAgentId && { adminAgentId }),
    status: 'draft',
    hasAccount: partnerType === 'indirect-reseller',
    reasons: [],
  };
  return told(enrollment, enrollmentStarted);
}

/** An enrolment that has begun already may get another first Admin agent. */
function nameAdminAgent(enrollment: Enrollment, adminAgentId: string | undefined): Result {
  if (!adminAgentId || adminAgentId === enrollment.adminAgentId) return nothingHappened;
  return told({ ...enrollment, adminAgentId }, enrollmentUpdated);
}

/** Why a partner cannot become an indirect reseller, if it cannot. */
export function partnerTypeFault(partnerType: PartnerType): Rejected | undefined {
  if (partnerType === 'indirect-reseller') return undefined;
  return reject(
    faults.conflict,
    `The tenant is a partner of type ${partnerType}, and a tenant has one type. Enrol with another tenant.`,
  );
}

/** Keeps the legal business profile, if its address is one of the tenant's country. */
export function giveLegalProfile(enrollment: Enrollment, legalProfile: LegalProfile): Result {
  const closed = closedFor(enrollment, 'legalProfile');
  if (closed) return closed;
  const fault = legalProfileFault(legalProfile, enrollment.country);
  return fault ?? told({ ...enrollment, legalProfile }, enrollmentUpdated);
}

/**
 * Keeps the primary contact, whose address has been found to be no web mail. While the confirmation of an address is
 * waited for, another address makes the old link dead and gets a new one.
 */
export function givePrimaryContact(
  enrollment: Enrollment,
  primaryContact: PrimaryContact,
  verification: Verification,
  now: Date,
): Result {
  const next = { ...enrollment, primaryContact };
  if (enrollment.status !== 'submitted') {
    return closedFor(enrollment, 'primaryContact') ?? told(next, enrollmentUpdated);
  }
  if (enrollment.primaryContact?.email === primaryContact.email) return told(next, enrollmentUpdated);
  return requestVerification(next, verification, now, enrollmentUpdated);
}

export function giveSupportContact(enrollment: Enrollment, supportContact: SupportContact): Result {
  return closedFor(enrollment, 'supportContact') ?? told({ ...enrollment, supportContact }, enrollmentUpdated);
}

/**
 * Associates an MPN ID, until the enrolment is decided. `profile` is what the membership directory knows of the number,
 * `holder` the tenant that it belongs to.
 */
export function associateMpn(
  enrollment: Enrollment,
  { mpnId, proof }: AssociatedMpn,
  profile: MpnProfile | undefined,
  holder: string | undefined,
): Result {
  const { status, tenantId, country, hasAccount, mpn: known } = enrollment;
  if (['active', 'withdrawn', 'rejected'].includes(status)) return isAt(enrollment);
  if (hasAccount) return knownOfAccount();
  const fault = mpnFault(mpnId, profile, country, tenantId, holder);
  if (fault) return fault;
  if (known?.mpnId === mpnId && (known.proof === proof || known.proof === 'directory')) return nothingHappened;
  return told({ ...enrollment, mpn: { mpnId, proof } }, enrollmentUpdated);
}

/**
 * What the company still has to give, in the order in which it is asked for. `mpnId` is the one that the company has as a
 * partner, which it can associate after the enrolment is done.
 */
export function missingOf(enrollment: Enrollment, mpnId = enrollment.mpn?.mpnId): Missing[] {
  const { hasAccount, legalProfile, primaryContact, supportContact } = enrollment;
  const needed: [string, unknown, Missing['neededFor']][] = hasAccount
    ? [['supportContact', supportContact, 'submit']]
    : [
        ['legalProfile', legalProfile, 'submit'],
        ['primaryContact', primaryContact, 'submit'],
        ['supportContact', supportContact, 'submit'],
        ['mpnId', mpnId, 'partnerAgreement'],
      ];
  return needed.flatMap(([item, given, neededFor]) => (given ? [] : [{ item, neededFor }]));
}

/** Enroll now. The primary contact is asked to confirm the address; a company that has an account is done. */
export function submit(enrollment: Enrollment, verification: Verification, now: Date): Result {
  const { status, hasAccount, primaryContact } = enrollment;
  if (status === 'submitted' || status === 'in-review') return nothingHappened;
  if (!isOpen(enrollment)) return isAt(enrollment);
  const missing = missingOf(enrollment).filter(({ neededFor }) => neededFor === 'submit');
  if (missing.length > 0) {
    const items = missing.map(({ item }) => item).join(', ');
    return reject(
      faults.invalidArgument,
      `The enrolment is not complete. Missing: ${items}. Add what is missing, then submit.`,
    );
  }
  if (hasAccount) return told({ ...enrollment, status: 'active', reasons: [] }, enrollmentActivated);
  const { verification: known } = enrollment;
  if (known?.confirmedAt && known.email === primaryContact?.email) return startReview(enrollment, now, true);
  return requestVerification(
    { ...enrollment, status: 'submitted', reasons: [] },
    verification,
    now,
    enrollmentSubmitted,
  );
}

/** Ends an enrolment that nobody reviews yet. Withdrawing twice changes nothing. */
export function withdraw(enrollment: Enrollment): Result {
  const { status, verification, ...rest } = enrollment;
  if (status === 'withdrawn') return nothingHappened;
  if (status !== 'draft' && status !== 'submitted') return isAt(enrollment);
  const withdrawn: Enrollment = { ...rest, status: 'withdrawn' };
  const contactWasAsked = verification !== undefined;
  return happened(withdrawn, event(enrollmentWithdrawn, { ...publicState(withdrawn), contactWasAsked }));
}

/** Refuses what cannot be given now: too late, or known of a company that has an account. */
function closedFor(enrollment: Enrollment, item: string): Rejected | undefined {
  if (!isOpen(enrollment)) return isAt(enrollment);
  return enrollment.hasAccount && item !== 'supportContact' ? knownOfAccount() : undefined;
}

function knownOfAccount(): Rejected {
  return reject(
    faults.conflict,
    'Your company has a CSP account: only the support contact is needed. Its other profiles are at /v1/profiles.',
  );
}
