import { event, faults, parsePayload, type PartnerType } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import { type LegalProfile, type MpnProfile } from '../company/company.js';
import { associateMpn, giveLegalProfile, missingOf, startEnrollment, submit } from './enrollment.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import {
  applicant,
  draft,
  published,
  at,
  legalProfile,
  primaryContact,
  supportContact,
  complete,
  named,
  confirmed,
  link,
  now,
  mpnProfile,
} from '../enrollment-state/sample-enrollments.js';

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

  const adminAgentId = '0b5b2e64-3a4f-4f0d-9d7e-6f0c3f1e2a11';
  const named = { ...published('draft', ['none', 'entry']), adminAgentId };

  it('[E8] keeps whom a platform names as the first Admin agent, and another one while it is a draft', () => {
    given()
      .when(() => startEnrollment(undefined, 'indirect-reseller', { ...applicant, adminAgentId }))
      .thenState({ ...draft, adminAgentId })
      .then(event(enrollmentStarted, named as never));
    given(draft)
      .when((known) => startEnrollment(known, 'indirect-reseller', { ...applicant, adminAgentId }))
      .thenState({ ...draft, adminAgentId })
      .then(event(enrollmentUpdated, named as never));
    given<Enrollment>({ ...draft, adminAgentId })
      .when((known) => startEnrollment(known, 'indirect-reseller', { ...applicant, adminAgentId }))
      .thenNothingHappened();
  });

  it('[E8] forgets whom a platform had named when a user begins it again', () =>
    given<Enrollment>({ ...at('withdrawn'), adminAgentId })
      .when((known) => startEnrollment(known, 'indirect-reseller', applicant))
      .then(event(enrollmentStarted, expect.not.objectContaining({ adminAgentId }) as never)));

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
      associating(mpnProfile, undefined, at(status)).thenState({ mpn: { mpnId: '4847383', proof: 'claimed' } });
    },
  );

  it.each<EnrollmentStatus>(['active', 'withdrawn', 'rejected'])('[E3] is not changed here once it is %s', (status) =>
    associating(mpnProfile, undefined, at(status)).thenRejected(faults.conflict, new RegExp(`is ${status}`)),
  );

  it.each<[string, MpnProfile | undefined, string | undefined, { status: number; code: number }, RegExp]>([
    ['unknown', undefined, undefined, { status: 404, code: 3000 }, /partner_id 4847383 could not be found/],
    [
      'not active',
      { ...mpnProfile, active: false },
      undefined,
      { status: 400, code: 2000 },
      /does not belong to an active company/,
    ],
    [
      'elsewhere',
      { ...mpnProfile, country: 'CA' },
      undefined,
      { status: 400, code: 2000 },
      /located in CA.*tenant in US/,
    ],
    [
      "another partner's",
      mpnProfile,
      'another',
      { status: 409, code: 2000 },
      /associated with another partner account/,
    ],
  ])('[E3] is refused when it is %s, with a reason of its own', (_, known, holder, fault, text) =>
    associating(known, holder).thenRejected(fault, text),
  );

  it('[E3] stays proved when it is given again without proof', () =>
    associating(mpnProfile, undefined, {
      ...complete,
      mpn: { mpnId: '4847383', proof: 'directory' },
    }).thenNothingHappened());

  it('[E9] is not asked of a company that has an account', () =>
    associating(mpnProfile, undefined, { ...draft, hasAccount: true }).thenRejected(
      faults.conflict,
      /only the support contact is needed.*\/v1\/profiles/,
    ));

  it('[E3] may be associated again by whom it belongs to', () => {
    associating(mpnProfile, applicant.tenantId).thenState({ mpn: { mpnId: '4847383' } });
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
