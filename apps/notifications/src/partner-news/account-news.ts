import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import { type EnrollmentStateV1 } from '#contracts/enrollment/enrollment-state.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import { partnerChanged, type PartnerChangedV1 } from '#contracts/enrollment/partner/partner-changed.v1';
import { partnerOnboarded } from '#contracts/enrollment/partner/partner-onboarded.v1';
import { workAccountCreated } from '#contracts/identity/workaccount-created.v1';
import { news, without, type Change, type PartnerNews } from './news.js';

const tenant = ({ tenantId }: { tenantId: string }): string[] => [tenantId];
const itself = ({ partnerId }: { partnerId: string }): string[] => [partnerId];

const enrollment =
  (operation: string) =>
  ({ enrollmentId }: EnrollmentStateV1): Change => ({ operation, resource: 'enrollment', resourceId: enrollmentId });

const partner =
  (operation: string) =>
  ({ partnerId }: PartnerChangedV1): Change => ({ operation, resource: 'partner', resourceId: partnerId });

/** What a company learns of its own way into the program. */
export const accountNews: readonly PartnerNews[] = [
  news(workAccountCreated, {
    to: tenant,
    about: ({ tenantId }) => ({ operation: 'create_work_account', resource: 'work_account', resourceId: tenantId }),
  }),
  news(enrollmentStarted, { to: tenant, about: enrollment('start_enrollment') }),
  news(enrollmentUpdated, { to: tenant, about: enrollment('update_enrollment') }),
  news(enrollmentSubmitted, { to: tenant, about: enrollment('submit_enrollment') }),
  news(enrollmentVerificationRequested, {
    to: tenant,
    about: enrollment('request_enrollment_verification'),
    view: (data) => without(data, ['verificationId']),
  }),
  news(enrollmentReviewStarted, {
    to: tenant,
    about: enrollment('start_enrollment_review'),
    details: ['isResumed'],
  }),
  news(enrollmentInformationRequested, { to: tenant, about: enrollment('request_enrollment_information') }),
  news(enrollmentRejected, { to: tenant, about: enrollment('reject_enrollment') }),
  news(enrollmentWithdrawn, { to: tenant, about: enrollment('withdraw_enrollment'), details: ['contactWasAsked'] }),
  news(enrollmentActivated, { to: tenant, about: enrollment('activate_enrollment') }),
  news(partnerOnboarded, { to: itself, about: partner('onboard_partner') }),
  news(partnerChanged, { to: itself, about: partner('update_company_info') }),
];
