import { event, faults, parsePayload, type PartnerType } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import { type LegalProfile, type MpnProfile } from '../company/company.js';
import {
  associateMpn,
  giveLegalProfile,
  givePrimaryContact,
  giveSupportContact,
  missingOf,
  startEnrollment,
  submit,
  withdraw,
  type Applicant,
} from './enrollment.js';
import { confirmEmail, sendVerificationAgain } from '../verification/verification.js';
import { review, rejectAsCustomer, type ReviewDecision } from '../review/review.js';
import { vettingOf, type Enrollment, type Verification } from '../enrollment-state/enrollment-state.js';

const now = new Date('2026-03-01T08:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
const applicant: Applicant = {
  id: '0a1b2c3d-0000-4000-8000-000000000003',
  tenantId: '0a1b2c3d-0000-4000-8000-000000000001',
  userId: '0a1b2c3d-0000-4000-8000-000000000002',
  country: 'US',
  cloud: 'Global',
  domain: 'alder.example',
};
const legalProfile: LegalProfile = {
  companyName: 'Alder Resale',
  address: { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' },
};
const primaryContact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@alder.example', phoneNumber: '+14255550100' };
const supportContact = { email: 'help@alder.example', telephone: '+14255550101', website: 'https://alder.example' };
const link = (number: number): Verification => ({
  id: `0a1b2c3d-0000-4000-8000-00000000010${number}`,
  tokenHash: `hash-${number}`,
  email: primaryContact.email,
  expiresAt: later(3_600),
});
const profile: MpnProfile = { mpnId: '4847383', companyName: 'Alder Resale', country: 'US', active: true };

const draft: Enrollment = {
  id: applicant.id,
  tenantId: applicant.tenantId,
  program: 'indirect-reseller',
  status: 'draft',
  country: 'US',
  cloud: 'Global',
  domain: 'alder.example',
  enrolledBy: applicant.userId,
  hasAccount: false,
  verificationsSent: [],
  reasons: [],
};
const complete: Enrollment = { ...draft, legalProfile, primaryContact, supportContact };
const submitted: Enrollment = { ...complete, status: 'submitted', verification: link(1), verificationsSent: [now] };
const confirmed = { ...link(1), confirmedAt: now };
const inReview: Enrollment = { ...submitted, status: 'in-review', verification: confirmed, reviewStartedAt: now };
const at = (status: EnrollmentStatus): Enrollment => ({ ...inReview, status });

/** What the event says beside the tenant, for the enrolment as it is given above. */
const published = (status: EnrollmentStatus, vetting: [string, string], more: object = {}): object => ({
  enrollmentId: applicant.id,
  tenantId: applicant.tenantId,
  status,
  program: 'indirect-reseller',
  country: 'US',
  cloud: 'Global',
  enrolledBy: applicant.userId,
  vettingStatus: vetting[0],
  vettingSubStatus: vetting[1],
  ...more,
});
const named = { companyName: 'Alder Resale' };

describe('starting', () => {
  it('[E1] begins a draft for the tenant', () =>
    given()
      .when(() => startEnrollment(undefined, 'indirect-reseller', applicant))
      .thenState(draft)
      .then(event(enrollmentStarted, published('draft', ['none', 'entry']) as never)));

  it('[E1] doing it twice changes nothing', () =>
    given(draft)
      .when((known) => startEnrollment(known, 'indirect-reseller', applicant))
      .thenNothingHappened());

  it.each<[EnrollmentStatus]>([['withdrawn'], ['rejected']])(
    '[E7] begins again what is %s, with what was given',
    (status) => {
      given<Enrollment>({ ...at(status), reasons: ['No such company'] })
        .when((known) => startEnrollment(known, 'indirect-reseller', applicant))
        .thenState({ status: 'draft', legalProfile, primaryContact, supportContact, reasons: [] });
    },
  );

  it.each<[EnrollmentStatus]>([['submitted'], ['in-review'], ['information-requested'], ['active']])(
    '[E1] refuses a second enrolment of a tenant whose first is %s',
    (status) =>
      given(at(status))
        .when((known) => startEnrollment(known, 'indirect-reseller', applicant))
        .thenRejected(faults.conflict, new RegExp(`^The enrolment is ${status}`)),
  );

  it.each(['direct-bill', 'indirect-provider', 'anything'])('[E5] refuses the program %s', (program) =>
    given()
      .when(() => startEnrollment(undefined, program, applicant))
      .thenRejected(faults.forbidden, /^Since October 2020 every new partner enrols as an indirect reseller/),
  );

  it.each<[PartnerType]>([['direct-bill'], ['indirect-provider']])(
    '[E9] refuses a tenant that is a %s partner',
    (partnerType) =>
      given()
        .when(() => startEnrollment(undefined, 'indirect-reseller', { ...applicant, partnerType }))
        .thenRejected(faults.conflict, new RegExp(`^The tenant is a partner of type ${partnerType}`)),
  );

  it.each(['RU', 'KP'])('[E12] refuses a country where the program is not offered: %s', (country) =>
    given()
      .when(() => startEnrollment(undefined, 'indirect-reseller', { ...applicant, country }))
      .thenRejected({ status: 403, code: 2030 }, `not offered in ${country}`),
  );
});

describe('what is missing', () => {
  it('[E2] is all of it at first, and for what it is needed', () =>
    expect(missingOf(draft)).toEqual([
      { item: 'legalProfile', neededFor: 'submit' },
      { item: 'primaryContact', neededFor: 'submit' },
      { item: 'supportContact', neededFor: 'submit' },
      { item: 'mpnId', neededFor: 'partnerAgreement' },
    ]));

  it('[E2] is the MPN ID alone once the rest is given', () =>
    expect(missingOf(complete)).toEqual([{ item: 'mpnId', neededFor: 'partnerAgreement' }]));

  it('[E2] is nothing once the company has the MPN ID as a partner', () =>
    expect(missingOf({ ...complete, status: 'active' }, '4847383')).toEqual([]));

  it('[E9] is the support contact alone for a company that has an account', () =>
    expect(missingOf({ ...draft, hasAccount: true })).toEqual([{ item: 'supportContact', neededFor: 'submit' }]));
});

describe('the legal profile', () => {
  const giving = (changes: Partial<LegalProfile['address']>, country = 'US', more: Partial<LegalProfile> = {}) =>
    given<Enrollment>({ ...draft, country }).when((enrollment) =>
      giveLegalProfile(enrollment, { ...legalProfile, ...more, address: { ...legalProfile.address, ...changes } }),
    );

  it('[E4] is kept', () =>
    giving({})
      .thenState({ legalProfile })
      .then(event(enrollmentUpdated, published('draft', ['none', 'entry'], named) as never)));

  it.each<[string, Partial<LegalProfile['address']>, RegExp]>([
    ['another country', { country: 'DE' }, /^address\.country must be US/],
    ['no state where there are some', { state: undefined }, /^address\.state is required in United States/],
    ['an unknown state', { state: 'XX' }, /^address\.state must be one of/],
    ['no city', { city: undefined }, /^address\.city is required/],
    ['a postal code of another form', { postalCode: 'SW1A 1AA' }, /^address\.postalCode does not have the form/],
    ['several faults', { state: undefined, city: undefined }, /city is required.*address\.state is required/],
  ])('[E4] is refused with %s', (_, changes, text) => giving(changes).thenRejected(faults.invalidArgument, text));

  it.each(['Inc.', '---'])('[E4] is refused with the name %s', (companyName) =>
    giving({}, 'US', { companyName }).thenRejected(faults.invalidArgument, /^companyName must not consist of/),
  );

  it('[E4] needs a registration number where the country says so: 600049', () => {
    const address = { country: 'BR', state: 'SP', city: 'Sao Paulo', postalCode: '01310-100' };
    giving(address, 'BR').thenRejected({ status: 400, code: 600049 }, /^organizationRegistrationNumber is required/);
    giving(address, 'BR', { organizationRegistrationNumber: '11.222.333/0001-81' }).thenState({ country: 'BR' });
  });

  it.each(['1234', '#12345', '1'.repeat(23)])(
    '[E4] needs it in its form, wherever it is given, and not %s: 600050',
    (number) =>
      giving({}, 'US', { organizationRegistrationNumber: number }).thenRejected(
        { status: 400, code: 600050 },
        /^organizationRegistrationNumber must have 5 to 22 letters and digits/,
      ),
  );
});

describe('the MPN ID', () => {
  const associating = (known: MpnProfile | undefined, holder?: string, enrollment = complete) =>
    given(enrollment).when((current) => associateMpn(current, { mpnId: '4847383', proof: 'claimed' }, known, holder));

  it.each<EnrollmentStatus>(['draft', 'submitted', 'in-review', 'information-requested'])(
    '[E3] is associated while the enrolment is %s',
    (status) => {
      associating(profile, undefined, at(status)).thenState({ mpn: { mpnId: '4847383', proof: 'claimed' } });
    },
  );

  it.each<EnrollmentStatus>(['active', 'withdrawn', 'rejected'])('[E3] is not changed here once it is %s', (status) =>
    associating(profile, undefined, at(status)).thenRejected(faults.conflict, new RegExp(`is ${status}`)),
  );

  it.each<[string, MpnProfile | undefined, string | undefined, { status: number; code: number }, RegExp]>([
    ['unknown', undefined, undefined, { status: 404, code: 3000 }, /partner_id 4847383 could not be found/],
    [
      'not active',
      { ...profile, active: false },
      undefined,
      { status: 400, code: 2000 },
      /does not belong to an active company/,
    ],
    ['elsewhere', { ...profile, country: 'CA' }, undefined, { status: 400, code: 2000 }, /located in CA.*tenant in US/],
    ["another partner's", profile, 'another', { status: 409, code: 2000 }, /associated with another partner account/],
  ])('[E3] is refused when it is %s, with a reason of its own', (_, known, holder, fault, text) =>
    associating(known, holder).thenRejected(fault, text),
  );

  it('[E3] stays proved when it is given again without proof', () =>
    associating(profile, undefined, {
      ...complete,
      mpn: { mpnId: '4847383', proof: 'directory' },
    }).thenNothingHappened());

  it('[E9] is not asked of a company that has an account', () =>
    associating(profile, undefined, { ...draft, hasAccount: true }).thenRejected(
      faults.conflict,
      /only the support contact is needed.*\/v1\/profiles/,
    ));

  it('[E3] may be associated again by whom it belongs to', () => {
    associating(profile, applicant.tenantId).thenState({ mpn: { mpnId: '4847383' } });
  });
});

describe('submitting', () => {
  it('[E6] asks the primary contact to confirm the address', () =>
    given(complete)
      .when((enrollment) => submit(enrollment, link(1), now))
      .thenState({ status: 'submitted', verification: link(1), verificationsSent: [now] })
      .then(
        event(enrollmentSubmitted, published('submitted', ['pending', 'email_ownership'], named) as never),
        event(enrollmentVerificationRequested, {
          ...published('submitted', ['pending', 'email_ownership'], named),
          verificationId: link(1).id,
        } as never),
      ));

  it('[E6] publishes exactly what the contract describes, and neither contacts nor the link', () => {
    const decision = submit(complete, link(1), now);
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    for (const { contract, data } of decision.events) {
      expect({ ...parsePayload(contract, data) }).toStrictEqual(data);
      for (const secret of ['hash-1', 'ana@', 'Silva', '5550100']) expect(JSON.stringify(data)).not.toContain(secret);
    }
  });

  it.each<[string, Enrollment]>([
    ['legalProfile', { ...complete, legalProfile: undefined }],
    ['primaryContact', { ...complete, primaryContact: undefined }],
    ['supportContact', { ...complete, supportContact: undefined }],
    ['legalProfile, primaryContact, supportContact', draft],
  ])('[E2] is refused while %s is missing, and says so', (items, enrollment) =>
    given(enrollment)
      .when((current) => submit(current, link(1), now))
      .thenRejected(faults.invalidArgument, new RegExp(`not complete\\. Missing: ${items}`)),
  );

  it('[E3] does not need the MPN ID', () =>
    expect(submit({ ...complete, mpn: undefined }, link(1), now)).toMatchObject({ outcome: 'happened' }));

  it.each<EnrollmentStatus>(['submitted', 'in-review'])('[E5] once more while it is %s changes nothing', (status) =>
    given(at(status))
      .when((enrollment) => submit(enrollment, link(2), now))
      .thenNothingHappened(),
  );

  it('[E7] what was asked for goes back to the review without another mail, if the address is the same', () =>
    given(at('information-requested'))
      .when((enrollment) => submit(enrollment, link(2), now))
      .thenState({ status: 'in-review', verification: confirmed })
      .then(
        event(
          enrollmentReviewStarted,
          published('in-review', ['pending', 'decision'], { ...named, isResumed: true }) as never,
        ),
      ));

  it('[E7] another address has to be confirmed anew', () => {
    given<Enrollment>({
      ...at('information-requested'),
      primaryContact: { ...primaryContact, email: 'bo@alder.example' },
    })
      .when((enrollment) => submit(enrollment, link(2), now))
      .thenState({ status: 'submitted', verification: link(2) });
  });

  it('[E9] a company with an account is done with its support contact', () =>
    given<Enrollment>({ ...draft, hasAccount: true, supportContact })
      .when((enrollment) => submit(enrollment, link(1), now))
      .thenState({ status: 'active' })
      .then(event(enrollmentActivated, published('active', ['authorized', 'none']) as never)));
});

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
