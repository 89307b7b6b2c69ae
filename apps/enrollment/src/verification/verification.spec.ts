import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import { givePrimaryContact, submit } from '../enrollment/enrollment.js';
import { confirmEmail, sendVerificationAgain } from './verification.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import {
  submitted,
  published,
  named,
  later,
  inReview,
  at,
  draft,
  primaryContact,
  link,
  now,
} from '../enrollment-state/sample-enrollments.js';

describe('the link', () => {
  it('[E6] confirms the address, and the review begins', () =>
    given(submitted)
      .when((enrollment) => confirmEmail(enrollment, 'hash-1', now))
      .thenState({ status: 'in-review', reviewStartedAt: now, verification: { confirmedAt: now } })
      .then(event(enrollmentReviewStarted, published('in-review', ['pending', 'decision'], named) as never)));

  it.each<[string, Enrollment, string, Date, RegExp]>([
    ['was replaced', submitted, 'hash-0', now, /replaced by a newer one/],
    ['has expired', submitted, 'hash-1', later(3_600), /has expired/],
    ['was used', inReview, 'hash-1', now, /was used/],
    ['was used, long ago', at('active'), 'hash-1', now, /was used/],
    ['is of an enrolment that was withdrawn', { ...draft, status: 'withdrawn' }, 'hash-1', now, /replaced/],
  ])('[E6] is refused with 410 when it %s', (_, enrollment, hash, time, text) =>
    given(enrollment)
      .when((current) => confirmEmail(current, hash, time))
      .thenRejected({ status: 410, code: 1000 }, text),
  );

  it('[E6] works until the moment it expires', () => {
    given(submitted)
      .when((enrollment) => confirmEmail(enrollment, 'hash-1', new Date(later(3_600).getTime() - 1)))
      .thenState({ status: 'in-review' });
  });

  it('[E6] is sent again as a new one after a minute; the old one is dead', () => {
    given(submitted)
      .when((enrollment) => sendVerificationAgain(enrollment, link(2), later(60)))
      .thenState({ verification: link(2), verificationsSent: [now, later(60)] })
      .then(
        event(enrollmentVerificationRequested, {
          ...published('submitted', ['pending', 'email_ownership'], named),
          verificationId: link(2).id,
        } as never),
      );
  });

  it('[E6] is not sent twice within a minute: 429', () =>
    given(submitted)
      .when((enrollment) => sendVerificationAgain(enrollment, link(2), later(59)))
      .thenRejected(faults.tooManyRequests, /less than a minute ago/));

  it('[E6] is sent five times a day at most: 429, and again the next day', () => {
    const often = { ...submitted, verificationsSent: [0, 60, 120, 180, 240].map(later) };
    given(often)
      .when((enrollment) => sendVerificationAgain(enrollment, link(2), later(600)))
      .thenRejected(faults.tooManyRequests, /^5 links were sent within a day/);
    given(often)
      .when((enrollment) => sendVerificationAgain(enrollment, link(2), later(24 * 3_600)))
      .thenState({ verificationsSent: [60, 120, 180, 240, 24 * 3_600].map(later) });
  });

  it('[E6] is not sent more often by way of another address or another submission: 429', () => {
    const often = { ...submitted, verificationsSent: [0, 60, 120, 180, 240].map(later) };
    const other = { ...primaryContact, email: 'bo@alder.example' };
    given(often)
      .when((enrollment) => givePrimaryContact(enrollment, other, link(2), later(600)))
      .thenRejected(faults.tooManyRequests, /^5 links were sent within a day/);
    given<Enrollment>({ ...often, status: 'draft', verification: undefined })
      .when((enrollment) => submit(enrollment, link(2), later(600)))
      .thenRejected(faults.tooManyRequests, /^5 links were sent within a day/);
  });

  it.each<EnrollmentStatus>(['draft', 'in-review', 'information-requested', 'active', 'rejected', 'withdrawn'])(
    '[E6] is not sent again while the enrolment is %s',
    (status) =>
      given(at(status))
        .when((enrollment) => sendVerificationAgain(enrollment, link(2), later(60)))
        .thenRejected(faults.conflict, new RegExp(`^The enrolment is ${status}`)),
  );

  it('[E6] goes to the corrected address at once, and the old one is dead', () => {
    const corrected = { ...primaryContact, email: 'anna@alder.example' };
    given(submitted)
      .when((enrollment) => givePrimaryContact(enrollment, corrected, link(2), later(5)))
      .thenState({ primaryContact: corrected, verification: link(2), status: 'submitted' });
  });
});
