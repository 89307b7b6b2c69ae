import { event, faults } from '#lib/contracts';
import { happened, nothingHappened, reject } from '#lib/decision';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { rejectCustomer } from '../company/company.js';
import { isAt, publicState, told, type Enrollment, type Result } from '../enrollment-state/enrollment-state.js';

/** The address is confirmed: the operator decides. `isResumed`: it was reviewed before. */
export function startReview(enrollment: Enrollment, now: Date, isResumed = false): Result {
  const reviewed: Enrollment = { ...enrollment, status: 'in-review', reasons: [], reviewStartedAt: now };
  const state = { ...publicState(reviewed), ...(isResumed && { isResumed }) };
  return happened(reviewed, event(enrollmentReviewStarted, state));
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
