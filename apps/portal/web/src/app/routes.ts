import { lazyRouteComponent } from '@tanstack/react-router';

/** Pages, each loaded when it is first shown. */
export const pages = {
  welcome: lazyRouteComponent(() => import('../pages/welcome/welcome-page'), 'WelcomePage'),
  createAccount: lazyRouteComponent(() => import('../pages/welcome/create-account-page'), 'CreateAccountPage'),
  back: lazyRouteComponent(() => import('../pages/welcome/back-page'), 'BackPage'),
  findProvider: lazyRouteComponent(() => import('../pages/providers/find-provider-page'), 'FindProviderPage'),
  verification: lazyRouteComponent(() => import('../pages/links/verification-page'), 'VerificationPage'),
  invitation: lazyRouteComponent(() => import('../pages/links/invitation-page'), 'InvitationPage'),
  partnershipInvitation: lazyRouteComponent(
    () => import('../pages/links/partnership-invitation-page'),
    'PartnershipInvitationPage',
  ),
  agreement: lazyRouteComponent(() => import('../pages/links/agreement-page'), 'AgreementPage'),
  partners: lazyRouteComponent(() => import('../pages/links/partners-page'), 'PartnersPage'),
  home: lazyRouteComponent(() => import('../pages/home/home-page'), 'HomePage'),
  partnerAgreement: lazyRouteComponent(() => import('../pages/home/partner-agreement-page'), 'PartnerAgreementPage'),
  enrolment: lazyRouteComponent(() => import('../pages/enrolment/enrolment-page'), 'EnrolmentPage'),
  customers: lazyRouteComponent(() => import('../pages/customers/customers-page'), 'CustomersPage'),
  addCustomer: lazyRouteComponent(() => import('../pages/customers/add-customer-page'), 'AddCustomerPage'),
  request: lazyRouteComponent(() => import('../pages/customers/request-page'), 'RequestPage'),
  customer: lazyRouteComponent(() => import('../pages/customers/customer-page'), 'CustomerPage'),
  partnerships: lazyRouteComponent(() => import('../pages/providers/partnerships-page'), 'PartnershipsPage'),
  invitations: lazyRouteComponent(() => import('../pages/providers/invitations-page'), 'InvitationsPage'),
  users: lazyRouteComponent(() => import('../pages/settings/users-page'), 'UsersPage'),
  activity: lazyRouteComponent(() => import('../pages/settings/activity-page'), 'ActivityPage'),
  enrolments: lazyRouteComponent(() => import('../pages/operator/enrolments-page'), 'EnrolmentsPage'),
  enrolmentReview: lazyRouteComponent(() => import('../pages/operator/enrolment-review-page'), 'EnrolmentReviewPage'),
  operatorPartners: lazyRouteComponent(
    () => import('../pages/operator/partners/partners-page'),
    'OperatorPartnersPage',
  ),
  operatorPartner: lazyRouteComponent(() => import('../pages/operator/partners/partner-page'), 'OperatorPartnerPage'),
  operatorMails: lazyRouteComponent(() => import('../pages/operator/mails-page'), 'OperatorMailsPage'),
  directory: lazyRouteComponent(() => import('../pages/operator/directory-page'), 'DirectoryPage'),
  hold: lazyRouteComponent(() => import('../pages/operator/hold-page'), 'HoldPage'),
  sandbox: lazyRouteComponent(() => import('../pages/sandbox/sandbox-page'), 'SandboxPage'),
};
