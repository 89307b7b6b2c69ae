import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { type LegalProfile, type MpnProfile } from '../company/company.js';
import { type Applicant } from '../enrollment/enrollment.js';
import { type Enrollment, type Verification } from './enrollment-state.js';

export const now = new Date('2026-03-01T08:00:00Z');
export const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
export const applicant: Applicant = {
  id: '0a1b2c3d-0000-4000-8000-000000000003',
  tenantId: '0a1b2c3d-0000-4000-8000-000000000001',
  userId: '0a1b2c3d-0000-4000-8000-000000000002',
  country: 'US',
  cloud: 'Global',
  domain: 'alder.example',
};
export const legalProfile: LegalProfile = {
  companyName: 'Alder Resale',
  address: { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' },
};
export const primaryContact = {
  firstName: 'Ana',
  lastName: 'Silva',
  email: 'ana@alder.example',
  phoneNumber: '+14255550100',
};
export const supportContact = {
  email: 'help@alder.example',
  telephone: '+14255550101',
  website: 'https://alder.example',
};
export const link = (number: number): Verification => ({
  id: `0a1b2c3d-0000-4000-8000-00000000010${number}`,
  tokenHash: `hash-${number}`,
  email: primaryContact.email,
  expiresAt: later(3_600),
});
export const mpnProfile: MpnProfile = { mpnId: '4847383', companyName: 'Alder Resale', country: 'US', active: true };

export const draft: Enrollment = {
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
export const complete: Enrollment = { ...draft, legalProfile, primaryContact, supportContact };
export const submitted: Enrollment = {
  ...complete,
  status: 'submitted',
  verification: link(1),
  verificationsSent: [now],
};
export const confirmed = { ...link(1), confirmedAt: now };
export const inReview: Enrollment = {
  ...submitted,
  status: 'in-review',
  verification: confirmed,
  reviewStartedAt: now,
};
export const at = (status: EnrollmentStatus): Enrollment => ({ ...inReview, status });

/** What the event says beside the tenant, for the enrolment as it is given above. */
export const published = (status: EnrollmentStatus, vetting: [string, string], more: object = {}): object => ({
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
export const named = { companyName: 'Alder Resale' };
