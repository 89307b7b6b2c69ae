import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { review, rejectAsCustomer, type ReviewDecision } from './review.js';
import { vettingOf, type Enrollment } from '../enrollment-state/enrollment-state.js';
import { at, inReview, published, named, submitted, primaryContact } from '../enrollment-state/sample-enrollments.js';

describe('a tenant that becomes a customer', () => {
  it.each<EnrollmentStatus>(['submitted', 'in-review', 'information-requested'])(
    '[R8] has its enrolment refused while it is %s, with the reason',
    (status) => {
      const reasons = [expect.stringMatching(/^The tenant is a customer of a CSP partner/)] as string[];
      const decision = rejectAsCustomer(at(status));
      expect(decision).toMatchObject({
        outcome: 'happened',
        state: { status: 'rejected', reasons },
        events: [{ contract: enrollmentRejected, data: { reasons } }],
      });
    },
  );

  it.each<EnrollmentStatus>(['draft', 'withdrawn', 'rejected', 'active'])('[R8] changes nothing that is %s', (status) =>
    given(at(status)).when(rejectAsCustomer).thenNothingHappened(),
  );
});

describe('the review', () => {
  const deciding = (enrollment: Enrollment, decision: ReviewDecision, reasons: string[] = ['Unreadable document']) =>
    given(enrollment).when((current) => review(current, decision, reasons));

  it('[E8] approves: the company is an indirect reseller', () =>
    deciding(inReview, 'approve')
      .thenState({ status: 'active', reasons: [] })
      .then(event(enrollmentActivated, published('active', ['authorized', 'none'], named) as never)));

  it.each<[string, Enrollment, Enrollment]>([
    [
      'whose MPN ID is another than the reserved one',
      { ...inReview, mpn: { mpnId: '4847384', proof: 'claimed' } },
      inReview,
    ],
    ['whose review began since it was looked at', inReview, submitted],
  ])('[E3] does not approve an enrolment %s', (_, current, seen) =>
    given(current)
      .when((enrollment) => review(enrollment, 'approve', [], seen))
      .thenRejected(faults.conflict, /^The company has just changed its enrolment/),
  );

  it('[E7] rejects with reasons', () =>
    deciding(inReview, 'reject')
      .thenState({ status: 'rejected', reasons: ['Unreadable document'] })
      .then(
        event(
          enrollmentRejected,
          published('rejected', ['rejected', 'decision'], { ...named, reasons: ['Unreadable document'] }) as never,
        ),
      ));

  it('[E7] asks for more, with reasons', () =>
    deciding(inReview, 'requestInformation')
      .thenState({ status: 'information-requested', reasons: ['Unreadable document'] })
      .then(
        event(
          enrollmentInformationRequested,
          published('information-requested', ['pending', 'other'], {
            ...named,
            reasons: ['Unreadable document'],
          }) as never,
        ),
      ));

  it.each<ReviewDecision>(['reject', 'requestInformation'])('[E7] does not %s without reasons', (decision) =>
    deciding(inReview, decision, []).thenRejected(faults.invalidArgument, /^reasons are required/),
  );

  it.each<[ReviewDecision, EnrollmentStatus]>([
    ['approve', 'active'],
    ['reject', 'rejected'],
    ['requestInformation', 'information-requested'],
  ])('[E7] %s twice changes nothing', (decision, status) => deciding(at(status), decision).thenNothingHappened());

  it('[E6] waits for the address to be confirmed', () =>
    deciding(submitted, 'approve').thenRejected(faults.conflict, /has not confirmed the e-mail address yet/));

  it.each<[ReviewDecision, EnrollmentStatus]>([
    ['approve', 'draft'],
    ['approve', 'withdrawn'],
    ['approve', 'rejected'],
    ['approve', 'information-requested'],
    ['reject', 'active'],
    ['reject', 'draft'],
    ['requestInformation', 'active'],
  ])('[E7] does not %s what is %s', (decision, status) =>
    deciding(at(status), decision).thenRejected(faults.conflict, new RegExp(`^The enrolment is ${status}`)),
  );

  it('[E4] is told that the contact is of another domain than the tenant', () => {
    const elsewhere = { ...inReview, primaryContact: { ...primaryContact, email: 'ana@alder-group.example' } };
    expect(vettingOf(elsewhere)).toEqual({ vettingStatus: 'pending', vettingSubStatus: 'employment_verification' });
    const below = { ...inReview, primaryContact: { ...primaryContact, email: 'ana@mail.alder.example' } };
    expect(vettingOf(below)).toEqual({ vettingStatus: 'pending', vettingSubStatus: 'decision' });
  });
});
