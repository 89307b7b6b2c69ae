import { event, faults, type Cloud, type DomainEvent, type EventContract } from '#lib/contracts';
import { happened, reject, type Decision, type Rejected } from '#lib/decision';
import {
  type EnrollmentStateV1,
  type EnrollmentStatus,
  type VettingStatus,
  type VettingSubStatus,
} from '#contracts/enrollment/enrollment-state.v1';
import { type LegalProfile, type PrimaryContact, type SupportContact } from '../company/company.js';

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
  /** The user who is to be the first Admin agent, where an application's platform enrols the company. */
  adminAgentId?: string;
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

/** What becomes of an enrolment. */
export type Result = Decision<Enrollment, DomainEvent>;

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

export function told(enrollment: Enrollment, contract: EventContract<EnrollmentStateV1>): Result {
  return happened(enrollment, event(contract, publicState(enrollment)));
}

export function publicState(enrollment: Enrollment): EnrollmentStateV1 {
  const { id, tenantId, status, program, country, cloud, legalProfile, mpn, reasons, enrolledBy, adminAgentId } =
    enrollment;
  return {
    enrollmentId: id,
    tenantId,
    status,
    program,
    country,
    cloud,
    enrolledBy,
    ...(adminAgentId && { adminAgentId }),
    ...vettingOf(enrollment),
    ...(legalProfile && { companyName: legalProfile.companyName }),
    ...(mpn && { mpnId: mpn.mpnId }),
    ...(reasons.length > 0 && { reasons }),
  };
}

export function isOpen({ status }: Enrollment): boolean {
  return status === 'draft' || status === 'information-requested';
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

export function isAt({ status }: Enrollment): Rejected {
  return reject(faults.conflict, `The enrolment is ${status}: this cannot be done now. ${ways[status]}`);
}

function isOf(email = '', domain: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return host === domain || host.endsWith(`.${domain}`);
}
