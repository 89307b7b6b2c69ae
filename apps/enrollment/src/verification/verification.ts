import { event, faults, type EventContract } from '#lib/contracts';
import { happened, reject, type Rejected } from '#lib/decision';
import { type EnrollmentStateV1 } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import {
  isAt,
  publicState,
  type Enrollment,
  type Result,
  type Verification,
} from '../enrollment-state/enrollment-state.js';
import { startReview } from '../review/review.js';

const VERIFICATIONS_A_DAY = 5;
const VERIFICATION_PAUSE_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

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

/** Makes a new link, with the events that tell of it and of what else happened. */
export function requestVerification(
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
