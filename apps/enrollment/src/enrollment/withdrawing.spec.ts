import { event, faults } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import { giveLegalProfile, givePrimaryContact, giveSupportContact, withdraw } from './enrollment.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import {
  submitted,
  complete,
  confirmed,
  published,
  named,
  at,
  legalProfile,
  primaryContact,
  supportContact,
  draft,
  link,
  now,
} from '../enrollment-state/sample-enrollments.js';

describe('withdrawing', () => {
  it.each<EnrollmentStatus>(['draft', 'submitted'])('[E7] ends what is %s, and its link with it', (status) => {
    const decision = withdraw({ ...submitted, status });
    expect(decision).toMatchObject({ outcome: 'happened', events: [{ contract: enrollmentWithdrawn }] });
    expect(decision).not.toHaveProperty('state.verification');
  });

  it.each<[string, Enrollment, boolean]>([
    ['had been asked to confirm the address', submitted, true],
    ['had confirmed it', { ...complete, verification: confirmed }, true],
    ['was never asked', complete, false],
  ])('[N1] tells whether the primary contact %s', (_, enrollment, contactWasAsked) =>
    given(enrollment)
      .when(withdraw)
      .then(
        event(enrollmentWithdrawn, { ...published('withdrawn', ['none', 'none'], named), contactWasAsked } as never),
      ),
  );

  it('[E6] does not start the limit of links anew', () => {
    given(submitted)
      .when(withdraw)
      .thenState({ status: 'withdrawn', verificationsSent: [now] });
  });

  it('[E7] twice changes nothing', () => given(at('withdrawn')).when(withdraw).thenNothingHappened());

  it.each<EnrollmentStatus>(['in-review', 'information-requested', 'active', 'rejected'])(
    '[E7] is refused once the enrolment is %s',
    (status) =>
      given(at(status))
        .when(withdraw)
        .thenRejected(faults.conflict, new RegExp(`^The enrolment is ${status}`)),
  );
});

describe('what is given too late', () => {
  const gifts: [string, (enrollment: Enrollment) => Decision<Enrollment, unknown>][] = [
    ['the legal profile', (known) => giveLegalProfile(known, legalProfile)],
    ['the primary contact', (known) => givePrimaryContact(known, primaryContact, link(2), now)],
    ['the support contact', (known) => giveSupportContact(known, supportContact)],
  ];
  const late: EnrollmentStatus[] = ['in-review', 'active', 'rejected', 'withdrawn'];

  it.each(gifts.flatMap(([name, give]) => late.map((status) => [name, status, give] as const)))(
    '[E7] %s is refused while the enrolment is %s',
    (_, status, give) =>
      given(at(status))
        .when(give)
        .thenRejected(faults.conflict, /^The enrolment is/),
  );

  it.each(gifts.map(([name, give]) => [name, give] as const))('[E7] %s is taken when more was asked for', (_, give) =>
    expect(give(at('information-requested')).outcome).toBe('happened'),
  );

  it('[E9] a company with an account gives its support contact alone', () => {
    const known = { ...draft, hasAccount: true };
    expect(gifts.map(([, give]) => give(known).outcome)).toEqual(['rejected', 'rejected', 'happened']);
  });
});
