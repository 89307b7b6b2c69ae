import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentInformationRequested } from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentReviewStarted } from '#contracts/enrollment/enrollment-review-started.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';

export const reasons = ['The address cannot be found', 'The name is <b>abbreviated</b>'];

/** What a company is told of its enrolment: for each event the subject, and sentences of the mail. */
export const enrolmentMails = [
  [
    enrollmentReviewStarted,
    'Address confirmed: the review of Contoso continues',
    ['Your e-mail address is confirmed, and the review of the enrolment continues.'],
  ],
  [
    enrollmentInformationRequested,
    'More information is needed to enrol Contoso',
    [...reasons, 'submit the enrolment again'],
  ],
  [
    enrollmentRejected,
    'The enrolment of Contoso was refused',
    [...reasons, 'correct the enrolment, and submit it again'],
  ],
  [enrollmentWithdrawn, 'The enrolment of Contoso was withdrawn', ['It will not be reviewed.']],
  [
    enrollmentActivated,
    'Your account is ready: Contoso is an indirect reseller',
    ['Admin agent group', 'Add the other users', 'Associate your MPN ID', 'Sign the Microsoft Partner Agreement'],
  ],
] as const;
