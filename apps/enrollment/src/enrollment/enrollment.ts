import { event, faults, type Cloud, type DomainEvent, type EventContract, type PartnerType } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import {
  type EnrollmentStateV1,
  type EnrollmentStatus,
  type VettingStatus,
  type VettingSubStatus,
} from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
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

/** A company on its way to become an indirect reseller. There is one enrolment a tenant. */
export interface Enrollment {
  id: string;
  tenantId: string;
  program: 'indirect-reseller';
  status: EnrollmentStatus;
  country: string;
  cloud: Cloud;
  /** The tenant's domain; a contact elsewhere is flagged for the reviewer. */
  domain: string;
  enrolledBy: string;
  /** The company has a CSP account already: only its support contact is missing. */
  hasAccount: boolean;
  legalProfile?: LegalProfile;
  primaryContact?: PrimaryContact;
  supportContact?: SupportContact;
  mpn?: AssociatedMpn;
  verification?: Verification;
  /** When verification mails were asked for, as far as it matters for the limit. */
  verificationsSent: Date[];
  reasons: string[];
  reviewStartedAt?: Date;
}

export interface AssociatedMpn {
  mpnId: string;
  /** `claimed`: only given; `directory`: found by signing in to the membership directory. */
  proof: 'claimed' | 'directory';
}

/** A link by which the primary contact confirms the address. Only a hash of its token is kept. */
export interface Verification {
  id: string;
  tokenHash: string;
  email: string;
  expiresAt: Date;
  confirmedAt?: Date;
}

export interface Applicant {
  /** Of the tenant's one enrolment. */
  id: string;
  tenantId: string;
  userId: string;
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

const VERIFICATIONS_A_DAY = 5;
const VERIFICATION_PAUSE_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Begins an enrolment, or begins it again after it was withdrawn or refused; what was given before is kept. */
export function startEnrollment(known: Enrollment | undefined, program: string, applicant: Applicant): Result {
  const { id, tenantId, userId, partnerType, isCustomer, ...tenant } = applicant;
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
  if (known && known.status === 'draft') return nothingHappened;
  if (known && known.status !== 'withdrawn' && known.status !== 'rejected') return isAt(known);
  const enrollment: Enrollment = {
    ...(known ?? { verificationsSent: [] }),
    ...{ id, tenantId, program, ...tenant, enrolledBy: userId, status: 'draft' },
    hasAccount: partnerType === 'indirect-reseller',
    reasons: [],
  };
  return told(enrollment, enrollmentStarted);
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

/** Sends a new link to the primary contact; the one before is dead. */
export function sendVerificationAgain(enrollment: Enrollment, verification: Verification, now: Date): Result {
  if (enrollment.status !== 'submitted') {
    return reject(
      faults.conflict,
      `The enrolment is ${enrollment.status}: a link can be sent again while it waits for the address to be confirmed.`,
    );
  }
  const [last] = enrollment.verificationsSent.slice(-1);
  if (last && now.getTime() - last.getTime() < VERIFICATION_PAUSE_MS) {
    const pause = Math.ceil((last.getTime() + VERIFICATION_PAUSE_MS - now.getTime()) / 1_000);
    return reject(
      faults.tooManyRequests,
      'A link was sent less than a minute ago. Check your mail, or try again in a minute.',
      pause,
    );
  }
  return requestVerification(enrollment, verification, now);
}

/** The primary contact followed the link. Each link works once. */
export function confirmEmail(enrollment: Enrollment, tokenHash: string, now: Date): Result {
  const { verification, status } = enrollment;
  const fault = linkFault(enrollment, tokenHash, now);
  if (!verification || fault) return fault ?? isAt(enrollment);
  if (status !== 'submitted') return isAt(enrollment);
  return startReview({ ...enrollment, verification: { ...verification, confirmedAt: now } }, now);
}

/** Why a link cannot be used, if it cannot. */
export function linkFault({ verification }: Enrollment, tokenHash: string, now: Date): Rejected | undefined {
  if (!verification || verification.tokenHash !== tokenHash) {
    return reject(faults.linkNotValid, 'This link was replaced by a newer one. Use the link of the latest mail.');
  }
  if (verification.confirmedAt) {
    return reject(
      faults.linkNotValid,
      'This link was used already: the address is confirmed. There is nothing left to do.',
    );
  }
  if (verification.expiresAt <= now) {
    return reject(
      faults.linkNotValid,
      'This link has expired. Ask the person who is enrolling your company to send a new one.',
    );
  }
  return undefined;
}

export type ReviewDecision = 'approve' | 'reject' | 'requestInformation';

/**
 * The operator's decision. Approving makes the company an indirect reseller; anything else needs reasons. `seen` is the
 * enrolment that was prepared for an approval, whose MPN ID was reserved: the company can change it until then.
 */
export function review(enrollment: Enrollment, decision: ReviewDecision, reasons: string[], seen = enrollment): Result {
  const { status } = enrollment;
  const outcome = ({ approve: 'active', reject: 'rejected', requestInformation: 'information-requested' } as const)[
    decision
  ];
  if (status === outcome) return nothingHappened;
  if (status === 'submitted') {
    return reject(
      faults.conflict,
      'The primary contact has not confirmed the e-mail address yet: the review waits for it.',
    );
  }
  if (status !== 'in-review' && !(status === 'information-requested' && decision === 'reject')) return isAt(enrollment);
  if (decision === 'approve') {
    if (seen.status !== status || seen.mpn?.mpnId !== enrollment.mpn?.mpnId) {
      return reject(faults.conflict, 'The company has just changed its enrolment. Look at it again, then decide.');
    }
    return told({ ...enrollment, status: outcome, reasons: [] }, enrollmentActivated);
  }
  if (reasons.length === 0)
    return reject(faults.invalidArgument, 'reasons are required: the primary contact receives them.');
  const contract = decision === 'reject' ? enrollmentRejected : enrollmentInformationRequested;
  return told({ ...enrollment, status: outcome, reasons }, contract);
}

/** Ends the review of a tenant that has become a customer meanwhile. What is not submitted yet is refused when it is. */
export function rejectAsCustomer(enrollment: Enrollment): Result {
  if (!['submitted', 'in-review', 'information-requested'].includes(enrollment.status)) return nothingHappened;
  const reasons = [rejectCustomer().rejection.description];
  return told({ ...enrollment, status: 'rejected', reasons }, enrollmentRejected);
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

/** How far the verification has come, in the words of Partner Center's legal business profile. */
export function vettingOf(enrollment: Enrollment): {
  vettingStatus: VettingStatus;
  vettingSubStatus: VettingSubStatus;
} {
  const { status, primaryContact, domain } = enrollment;
  const stages: Record<EnrollmentStatus, [VettingStatus, VettingSubStatus]> = {
    draft: ['none', 'entry'],
    withdrawn: ['none', 'none'],
    submitted: ['pending', 'email_ownership'],
    'in-review': ['pending', isOf(primaryContact?.email, domain) ? 'decision' : 'employment_verification'],
    'information-requested': ['pending', 'other'],
    rejected: ['rejected', 'decision'],
    active: ['authorized', 'none'],
  };
  const [vettingStatus, vettingSubStatus] = stages[status];
  return { vettingStatus, vettingSubStatus };
}

type Result = Decision<Enrollment, DomainEvent>;

function requestVerification(
  enrollment: Enrollment,
  verification: Verification,
  now: Date,
  ...contracts: EventContract<EnrollmentStateV1>[]
): Result {
  const sent = enrollment.verificationsSent.filter((at) => now.getTime() - at.getTime() < DAY_MS);
  const [oldest] = sent;
  if (oldest && sent.length >= VERIFICATIONS_A_DAY) {
    return reject(
      faults.tooManyRequests,
      `${VERIFICATIONS_A_DAY} links were sent within a day. Check your spam folder, or try again tomorrow.`,
      Math.ceil((oldest.getTime() + DAY_MS - now.getTime()) / 1_000),
    );
  }
  const next = { ...enrollment, verification, verificationsSent: [...sent, now] };
  const state = publicState(next);
  return happened(
    next,
    ...contracts.map((contract) => event(contract, state)),
    event(enrollmentVerificationRequested, { ...state, verificationId: verification.id }),
  );
}

function startReview(enrollment: Enrollment, now: Date, isResumed = false): Result {
  const reviewed: Enrollment = { ...enrollment, status: 'in-review', reasons: [], reviewStartedAt: now };
  const state = { ...publicState(reviewed), ...(isResumed && { isResumed }) };
  return happened(reviewed, event(enrollmentReviewStarted, state));
}

function told(enrollment: Enrollment, contract: EventContract<EnrollmentStateV1>): Result {
  return happened(enrollment, event(contract, publicState(enrollment)));
}

function publicState(enrollment: Enrollment): EnrollmentStateV1 {
  const { id, tenantId, status, program, country, cloud, legalProfile, mpn, reasons, enrolledBy } = enrollment;
  return {
    ...{ enrollmentId: id, tenantId, status, program, country, cloud, enrolledBy },
    ...vettingOf(enrollment),
    ...(legalProfile && { companyName: legalProfile.companyName }),
    ...(mpn && { mpnId: mpn.mpnId }),
    ...(reasons.length > 0 && { reasons }),
  };
}

function isOpen({ status }: Enrollment): boolean {
  return status === 'draft' || status === 'information-requested';
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

const ways: Record<EnrollmentStatus, string> = {
  draft: 'Submit it first.',
  submitted: 'To change it, withdraw it first.',
  'in-review': 'Wait for the decision.',
  'information-requested': 'Correct it and submit it again.',
  rejected: 'Start it again by POST /v1/enrollments, correct it and submit it.',
  withdrawn: 'Start it again by POST /v1/enrollments.',
  active: 'The company is an indirect reseller; its profiles are at /v1/profiles.',
};

function isAt({ status }: Enrollment): Rejected {
  return reject(faults.conflict, `The enrolment is ${status}: this cannot be done now. ${ways[status]}`);
}

function isOf(email = '', domain: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return host === domain || host.endsWith(`.${domain}`);
}
