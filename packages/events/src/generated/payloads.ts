// Written by `npm run docs` from the contracts. Do not change it.

/** The payload of each event, by its `ce_type`. */
export interface EventPayloads {
  'io.twotier.agreement.accepted.v1': AgreementAcceptedV1;
  'io.twotier.agreement.confirmed.v1': AgreementConfirmedV1;
  'io.twotier.partner-agreement.signed.v1': PartnerAgreementSignedV1;
  'io.twotier.command.rejected.v1': CommandRejectedV1;
  'io.twotier.customer.admin-privileges-removed.v1': CustomerAdminPrivilegesRemovedV1;
  'io.twotier.customer.changed.v1': CustomerChangedV1;
  'io.twotier.customer.created.v1': CustomerCreatedV1;
  'io.twotier.customer.deleted.v1': CustomerDeletedV1;
  'io.twotier.customer.qualification-changed.v1': CustomerQualificationChangedV1;
  'io.twotier.customer.relationship-established.v1': CustomerRelationshipEstablishedV1;
  'io.twotier.customer.relationship-removed.v1': CustomerRelationshipRemovedV1;
  'io.twotier.customer.validation-status-changed.v1': CustomerValidationStatusChangedV1;
  'io.twotier.order.amended.v1': OrderAmendedV1;
  'io.twotier.order.placed.v1': OrderPlacedV1;
  'io.twotier.subscription.cancelled.v1': SubscriptionCancelledV1;
  'io.twotier.subscription.supported.v1': SubscriptionSupportedV1;
  'io.twotier.subscription.updated.v1': SubscriptionUpdatedV1;
  'io.twotier.external-purchase.recorded.v1': ExternalPurchaseRecordedV1;
  'io.twotier.external-relationship.ended.v1': ExternalRelationshipEndedV1;
  'io.twotier.external-relationship.recorded.v1': ExternalRelationshipRecordedV1;
  'io.twotier.relationship-request.accepted.v1': RelationshipRequestAcceptedV1;
  'io.twotier.relationship-request.created.v1': RelationshipRequestCreatedV1;
  'io.twotier.relationship-request.declined.v1': RelationshipRequestDeclinedV1;
  'io.twotier.enrollment.activated.v1': EnrollmentActivatedV1;
  'io.twotier.enrollment.information-requested.v1': EnrollmentInformationRequestedV1;
  'io.twotier.enrollment.rejected.v1': EnrollmentRejectedV1;
  'io.twotier.enrollment.review-started.v1': EnrollmentReviewStartedV1;
  'io.twotier.enrollment.started.v1': EnrollmentStartedV1;
  'io.twotier.enrollment.submitted.v1': EnrollmentSubmittedV1;
  'io.twotier.enrollment.updated.v1': EnrollmentUpdatedV1;
  'io.twotier.enrollment.verification-requested.v1': EnrollmentVerificationRequestedV1;
  'io.twotier.enrollment.withdrawn.v1': EnrollmentWithdrawnV1;
  'io.twotier.partner.changed.v1': PartnerChangedV1;
  'io.twotier.partner.onboarded.v1': PartnerOnboardedV1;
  'io.twotier.partnership.admin-access-granted.v1': PartnershipAdminAccessGrantedV1;
  'io.twotier.partnership.admin-access-removed.v1': PartnershipAdminAccessRemovedV1;
  'io.twotier.partnership.ended.v1': PartnershipEndedV1;
  'io.twotier.partnership.established.v1': PartnershipEstablishedV1;
  'io.twotier.partnership-invitation.accepted.v1': PartnershipInvitationAcceptedV1;
  'io.twotier.partnership-invitation.created.v1': PartnershipInvitationCreatedV1;
  'io.twotier.partnership-invitation.mail-requested.v1': PartnershipInvitationMailRequestedV1;
  'io.twotier.partnership-invitation.revoked.v1': PartnershipInvitationRevokedV1;
  'io.twotier.user.changed.v1': UserChangedV1;
  'io.twotier.user.created.v1': UserCreatedV1;
  'io.twotier.user.deleted.v1': UserDeletedV1;
  'io.twotier.user.licenses-changed.v1': UserLicensesChangedV1;
  'io.twotier.user.purged.v1': UserPurgedV1;
  'io.twotier.user.restored.v1': UserRestoredV1;
  'io.twotier.user.role-assigned.v1': UserRoleAssignedV1;
  'io.twotier.user.role-removed.v1': UserRoleRemovedV1;
  'io.twotier.workaccount.created.v1': WorkAccountCreatedV1;
}

/** The payload of each state, by its `ce_type`. */
export interface StatePayloads {
  'io.twotier.agreement.state.v1': AgreementV1;
  'io.twotier.partner-agreement.state.v1': PartnerAgreementV1;
  'io.twotier.customer.state.v1': CustomerV1;
  'io.twotier.order.state.v1': OrderV1;
  'io.twotier.subscription.state.v1': SubscriptionV1;
  'io.twotier.external-purchase.state.v1': ExternalPurchaseV1;
  'io.twotier.external-relationship.state.v1': ExternalRelationshipV1;
  'io.twotier.relationship-request.state.v1': RelationshipRequestV1;
  'io.twotier.enrollment.state.v1': EnrollmentV1;
  'io.twotier.partner.state.v1': PartnerV1;
  'io.twotier.user.state.v1': UserV1;
  'io.twotier.partnership-invitation.state.v1': PartnershipInvitationV1;
  'io.twotier.partnership.state.v1': PartnershipV1;
}

/** The payload of each command, by its `ce_type`. */
export interface CommandPayloads {
  'io.twotier.agreement.accept.v1': AcceptAgreementV1;
  'io.twotier.agreement.attest.v1': AttestAgreementV1;
  'io.twotier.partner-agreement.sign.v1': SignPartnerAgreementV1;
  'io.twotier.customer.change-billing-profile.v1': ChangeBillingProfileV1;
  'io.twotier.customer.change-qualification.v1': ChangeQualificationV1;
  'io.twotier.customer.create.v1': CreateCustomerV1;
  'io.twotier.customer.remove-admin-privileges.v1': RemoveAdminPrivilegesV1;
  'io.twotier.customer.remove-relationship.v1': RemoveRelationshipV1;
  'io.twotier.subscription.change.v1': ChangeSubscriptionV1;
  'io.twotier.order.place.v1': PlaceOrderV1;
  'io.twotier.customer.record-external-relationship.v1': RecordExternalRelationshipV1;
  'io.twotier.customer.record-purchase.v1': RecordPurchaseV1;
  'io.twotier.relationship-request.accept.v1': AcceptRelationshipRequestV1;
  'io.twotier.relationship-request.create.v1': CreateRelationshipRequestV1;
  'io.twotier.enrollment.associate-mpn.v1': AssociateMpnV1;
  'io.twotier.enrollment.give-legal-profile.v1': GiveLegalProfileV1;
  'io.twotier.enrollment.give-primary-contact.v1': GivePrimaryContactV1;
  'io.twotier.enrollment.give-support-contact.v1': GiveSupportContactV1;
  'io.twotier.enrollment.start.v1': StartEnrollmentV1;
  'io.twotier.enrollment.submit.v1': SubmitEnrollmentV1;
  'io.twotier.enrollment.withdraw.v1': WithdrawEnrollmentV1;
  'io.twotier.partnership-invitation.accept.v1': AcceptPartnershipInvitationV1;
  'io.twotier.partnership-invitation.create.v1': CreatePartnershipInvitationV1;
  'io.twotier.partnership.end.v1': EndPartnershipV1;
  'io.twotier.partnership.remove-admin-access.v1': RemoveAdminAccessV1;
  'io.twotier.partnership-invitation.revoke.v1': RevokePartnershipInvitationV1;
}

/** Is always rejected: only the customer's Global admin accepts the customer agreement. Its partner attests that it has. */
export interface AcceptAgreementV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
}

/** Is always rejected: only a Global admin of the reseller authorises a provider, by the link, after it has consented. */
export interface AcceptPartnershipInvitationV1 {
  invitationId: string;
}

/** Is always rejected: only the customer's Global admin accepts a relationship, by the link, after it has seen who asks. */
export interface AcceptRelationshipRequestV1 {
  requestId: string;
}

export interface AgreeingContactV1 {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string;
}

/** A customer accepted its agreement itself. An acceptance is never taken back, and counts as much as a confirmation. */
export interface AgreementAcceptedV1 {
  customerId: string;
  /** The template that was accepted, a GUID. */
  templateId: string;
  /** What the template is of. */
  agreementType: 'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement';
  /** ISO 8601 in UTC. */
  acceptedAt: string;
}

/** A customer's agreement is confirmed. A confirmation is never taken back. */
export interface AgreementConfirmedV1 {
  customerId: string;
  /** The tenant of the partner that confirmed. */
  partnerId: string;
  /** The template that was agreed to, a GUID. */
  templateId: string;
  /** What the template is of. The first events, which did not say it, are of the Microsoft Customer Agreement. */
  agreementType: 'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement';
  /** `attested`: the partner confirmed that the customer accepted. */
  method: 'attested';
  /** The day on which the customer agreed, ISO 8601 in UTC. */
  dateAgreed: string;
  /** How many confirmations the customer has, this one included. */
  confirmations: number;
}

/** A customer's agreement as it is now. Confirmations are never taken back. */
export interface AgreementV1 {
  customerId: string;
  /** The oldest first, those of partners before those of the customer itself. */
  confirmations: ConfirmationV1[];
}

/** Names the MPN ID of the company that enrols: a claim, until a person proves it by signing in to the membership directory. */
export interface AssociateMpnV1 {
  /** Digits; of an active company profile in the tenant's country. */
  mpnId: string;
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** Confirms that a customer of a direct-bill partner or an indirect provider accepted the agreement, as `POST /v1/customers/{id}/agreements` does. Code 600061: this contact has confirmed before. */
export interface AttestAgreementV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
  primaryContact: AgreeingContactV1;
  /** When the customer agreed, ISO 8601; a time without a zone is UTC. Not in the future. */
  dateAgreed: string;
  /** The template that the customer accepted, from `GET /v1/agreements`. A GUID. */
  templateId: string;
  /** May be left out: the template has it. */
  type?: 'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement';
}

export interface BillingAddressV1 {
  /** ISO 3166-1 alpha-2 code, upper case. */
  country: string;
  region?: string;
  city: string;
  /** Required where the country has states. */
  state?: string;
  addressLine1: string;
  addressLine2?: string;
  postalCode?: string;
  firstName: string;
  middleName?: string;
  lastName: string;
  /** Required in some countries. */
  phoneNumber?: string;
}

export interface BillingDetailsV1 {
  email: string;
  /** A culture such as `en-US`. */
  culture: string;
  /** A language such as `en`. */
  language: string;
  companyName: string;
  firstName?: string;
  lastName?: string;
  defaultAddress: BillingAddressV1;
}

/** Replaces a customer's billing profile as a whole. */
export interface ChangeBillingProfileV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
  billingProfile: BillingDetailsV1;
}

/** Replaces what entitles a customer to special offers. */
export interface ChangeQualificationV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** `none` takes all away. */
  qualification: 'none' | 'education' | 'nonprofit' | 'government_community_cloud' | 'state_owned_entity';
  /** What Partner Center asks for with `government_community_cloud`; it is kept, and not checked. */
  validationCode?: string;
}

/** Suspends, activates or renames a subscription, changes its licences, terms or automatic renewal, or cancels it. What is absent stays as it is. Other licences or terms are checked as an order is. */
export interface ChangeSubscriptionV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
  subscriptionId: string;
  /** `deleted` cancels it, which ends within a week from the begin of its term. */
  status?: 'active' | 'suspended' | 'deleted';
  /** Why it is suspended. */
  suspensionReasons?: string[];
  /** Licences or units. */
  quantity?: number;
  friendlyName?: string;
  autoRenewEnabled?: boolean;
  /** As in an order. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. Another one begins now. */
  termDuration?: string;
  /** The term after the renewal. */
  renewalTermDuration?: string;
  /** Kept until the renewal, or until the terms change before; needs `autoRenewEnabled`. */
  scheduledNextTermInstructions?: ScheduledNextTermV1;
}

/** A command was rejected for good. It has changed nothing, and a repeat has no further effect. */
export interface CommandRejectedV1 {
  /** `ce_id` of the command. */
  commandId: string;
  /** `ce_source` of the command. */
  commandSource: string;
  /** `ce_type` of the command; absent when it had none. */
  commandType?: string;
  /** The company that the source speaks for, a GUID; absent when it speaks for none. */
  partnerId?: string;
  /** The numeric code of the same refusal in the public API. */
  code: number;
  /** What is wrong, and what to do. */
  description: string;
  /** Whether the command could not be read, and waits among the dead letters: an operator can give it to a later version again. */
  parked: boolean;
  /** ISO 8601 in UTC. */
  rejectedAt: string;
}

export interface CompanyAddressV1 {
  addressLine1: string;
  addressLine2?: string;
  city?: string;
  /** Its code, where the country has states, such as `WA`. */
  state?: string;
  postalCode?: string;
  /** ISO 3166-1 alpha-2 code, upper case; that of the tenant. */
  country: string;
  region?: string;
  /** First name of the contact at this address. */
  firstName?: string;
  middleName?: string;
  lastName?: string;
  phoneNumber?: string;
}

export interface ConfirmationV1 {
  /** The template that was agreed to, a GUID. */
  templateId: string;
  agreementType: 'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement';
  /** `attested`: a partner confirmed that the customer accepted. `direct`: the customer accepted itself. */
  method: 'attested' | 'direct';
  /** The tenant of the partner that confirmed; absent where the customer accepted itself. */
  partnerId?: string;
  /** When the customer agreed, ISO 8601 in UTC. */
  dateAgreed: string;
}

/** Creates a customer with its tenant and admin user, as `POST /v1/customers` does. The id of the customer is in `customer.created`. The password of the admin user is in no event: an Admin agent sets it by `PATCH /v1/customers/{id}/users/{userId}`. */
export interface CreateCustomerV1 {
  companyProfile: NewCompanyV1;
  billingProfile: BillingDetailsV1;
  /** The indirect reseller's tenant that an indirect provider creates the customer for; they have to be partners. */
  associatedPartnerId?: string;
}

/** Makes an indirect provider's invitation of a reseller, with a link that works once. The link is in no event: read it, with the draft of a mail, by `GET /v1/partnershipinvitations/{invitationId}`; `partnership-invitation.created` has the id. */
export interface CreatePartnershipInvitationV1 {
  /** The tenant of the provider that the source speaks for, a GUID. */
  providerId: string;
}

/** Makes a link by which one customer accepts the partner, once. The link is in no event: read it, with the draft of a mail, by `GET /v1/customers/relationshiprequests/{requestId}`; `relationship-request.created` has the id. */
export interface CreateRelationshipRequestV1 {
  /** Of a reseller: its provider, to ask together. A GUID. */
  indirectProviderId?: string;
}

/** A partner gave up its delegated admin privileges for a customer, whether or not it has a relationship with it. */
export interface CustomerAdminPrivilegesRemovedV1 {
  /** The tenant of the partner that gave them up. */
  partnerId: string;
  /** ISO 8601 in UTC. */
  removedAt: string;
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
}

/** A customer's name or billing profile changed. */
export interface CustomerChangedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
}

/** A customer account was created, together with the relationship of the partner that created it. */
export interface CustomerCreatedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
}

/** A customer of the sandbox was deleted, with its tenant; its domain is free again. No event of this customer follows. */
export interface CustomerDeletedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  /** The tenant of the partner that deleted it. */
  partnerId: string;
  /** ISO 8601 in UTC. */
  deletedAt: string;
}

/** A partner changed a customer's qualifications, which entitle it to special offers. */
export interface CustomerQualificationChangedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  /** Of what the customer has now, `education` and `nonprofit`: who reads this version may know no others. */
  qualifications: ('education' | 'nonprofit')[];
  /** All that the customer has now, in words that may become more, such as `state_owned_entity`. Older events lack it. */
  allQualifications?: string[];
}

/** A customer accepted a partner's request: it has a reseller relationship with that partner, which holds delegated admin privileges; or with a provider and a reseller together. The tenant may have been nobody's customer before. */
export interface CustomerRelationshipEstablishedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  /** The partners that were accepted: one, or a provider and a reseller. GUIDs. */
  partnerIds: string[];
  /** The relationship request; of a standing link an id that follows from it and the customer. */
  requestId: string;
  /** The customer's Global admin: `<tenant id>/<user id>`. */
  acceptedBy: string;
}

/** A partner removed its relationship with a customer, which has no active subscription of it. Other partners' relationships go on. Nobody is to be notified because of this event: Partner Center generates no notice to the customer or the partner, and a legal notice that an agreement requires is for the partner to give. */
export interface CustomerRelationshipRemovedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  /** The tenant of the partner whose relationship ended. */
  partnerId: string;
  /** What the partner represents by the removal. */
  statement: string;
  /** Whose statement it is: `<tenant id>/<user id>`, or the id of the application whose platform removed it. */
  statedBy: string;
  /** When it was stated and the relationship ended, ISO 8601 in UTC. */
  removedAt: string;
  /** Whether the partner still holds delegated admin privileges: the removal leaves them as they are. */
  adminPrivileges: boolean;
}

/** A customer as it is now. Nobody in person is in it: the billing profile stays in the service. */
export interface CustomerV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  /** The partners that hold delegated admin privileges, also those without a relationship. GUIDs. */
  adminPrivileges: string[];
  /** How far the review of its account has come; absent until the operator has decided. */
  validationStatus?: 'Allowed' | 'UnderReview' | 'NotAllowed' | 'Unknown' | 'NotReady';
  /** What entitles it to special offers, in words that may become more, such as `education`. */
  qualifications: string[];
}

/** The operator decided whether partners may order for a customer. */
export interface CustomerValidationStatusChangedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  customerId: string;
  companyName: string;
  /** The primary domain, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partners that the customer has a relationship with. */
  relationships: ResellerRelationshipV1[];
  validationStatus: 'Allowed' | 'UnderReview' | 'NotAllowed' | 'Unknown' | 'NotReady';
}

/** Ends a partnership, from either side, as `DELETE /v1/partnerships/{partnerId}` does. Customers and their relationships stay. */
export interface EndPartnershipV1 {
  /** The tenant of the other partner, a GUID. */
  partnerId: string;
  /** Why it ends; the other side and the event's readers see it. */
  reason?: string;
}

/** The company is an indirect reseller now. */
export interface EnrollmentActivatedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** The reviewer asks for more before deciding. */
export interface EnrollmentInformationRequestedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** The reviewer refused the enrolment; it can be corrected and submitted again. */
export interface EnrollmentRejectedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** The review has begun: the e-mail address is confirmed, and the operator can decide. */
export interface EnrollmentReviewStartedV1 {
  /** Whether the company submitted the enrolment again, such as with what the reviewer had asked for. */
  isResumed?: boolean;
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** A company began to enrol, or began again after it had withdrawn or was refused. */
export interface EnrollmentStartedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** A company submitted its enrolment. The review begins when the primary contact has confirmed the e-mail address. */
export interface EnrollmentSubmittedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** A company changed the details in its enrolment. */
export interface EnrollmentUpdatedV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** A company's enrolment as it is now. */
export interface EnrollmentV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** The primary contact has to confirm the e-mail address with a link. Earlier links of the enrolment no longer work. */
export interface EnrollmentVerificationRequestedV1 {
  /** Names the link; the link itself is not part of any event. */
  verificationId: string;
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** The company withdrew its enrolment. */
export interface EnrollmentWithdrawnV1 {
  /** Whether the primary contact had been asked to confirm the address. If not, the contact is not told about the withdrawal. */
  contactWasAsked?: boolean;
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  enrollmentId?: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  status: 'draft' | 'submitted' | 'in-review' | 'information-requested' | 'rejected' | 'withdrawn' | 'active';
  /** `indirect-reseller`: every new partner enrols as one. */
  program: 'indirect-reseller';
  /** Legal business name, once it is given. */
  companyName?: string;
  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  mpnId?: string;
  vettingStatus: 'none' | 'pending' | 'authorized' | 'rejected';
  vettingSubStatus:
    | 'none'
    | 'entry'
    | 'email_ownership'
    | 'email_domain'
    | 'employment_verification'
    | 'decision'
    | 'other'
    | 'business_verification';
  /** Why the reviewer asks for more, or refuses. */
  reasons?: string[];
  /** The user who enrols the company, or the application whose platform does, a GUID. */
  enrolledBy: string;
  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  adminAgentId?: string;
}

/** A customer has bought through a partner on another platform. A purchase is never taken back. */
export interface ExternalPurchaseRecordedV1 {
  purchaseId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that sold. */
  partnerId: string;
  offerKind: 'software' | 'subscription' | 'reservedInstance' | 'azurePlan';
  /** When it was bought, ISO 8601 in UTC. */
  purchasedAt: string;
  /** Whether it renews what the customer had already; a renewal is not a new purchase. */
  renewal: boolean;
  /** The sending platform's name for the purchase. */
  reference?: string;
}

/** What a customer has bought through a partner on another platform. */
export interface ExternalPurchaseV1 {
  purchaseId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that sold. */
  partnerId: string;
  offerKind: 'software' | 'subscription' | 'reservedInstance' | 'azurePlan';
  /** When it was bought, ISO 8601 in UTC. */
  purchasedAt: string;
  /** Whether it renews what the customer had already; a renewal is not a new purchase. */
  renewal: boolean;
  /** The sending platform's name for the purchase. */
  reference?: string;
}

/** A customer that was reported from another portal has left the partner's list. */
export interface ExternalRelationshipEndedV1 {
  reason: 'accepted' | 'removed';
  /** ISO 8601 in UTC. */
  endedAt: string;
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** The customer's tenant, a GUID, which this platform may not know. */
  customerId: string;
  /** As the partner's platform calls it. */
  companyName: string;
  /** As the partner's platform reports it, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** When this was recorded, ISO 8601 in UTC. */
  recordedAt: string;
}

/** A partner's platform reported a customer from another portal, or changed what it had reported. */
export interface ExternalRelationshipRecordedV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** The customer's tenant, a GUID, which this platform may not know. */
  customerId: string;
  /** As the partner's platform calls it. */
  companyName: string;
  /** As the partner's platform reports it, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** When this was recorded, ISO 8601 in UTC. */
  recordedAt: string;
}

/** A customer that a partner has through another portal. There is none any more once it has left the partner's list. */
export interface ExternalRelationshipV1 {
  /** `<partner id>/<customer id>`; the subject of its events. */
  relationshipId: string;
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** The customer's tenant, a GUID, which this platform may not know. */
  customerId: string;
  /** As the partner's platform calls it. */
  companyName: string;
  /** As the partner's platform reports it, lower case. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** When this was recorded, ISO 8601 in UTC. */
  recordedAt: string;
}

/** Sets the legal business name and address of the company that enrols. */
export interface GiveLegalProfileV1 {
  /** The exact registered name. */
  companyName: string;
  address: CompanyAddressV1;
  /** Required in some countries; 5 to 22 letters and digits, with separators between them. */
  organizationRegistrationNumber?: string;
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** Sets who is asked about the company that enrols. That person confirms the address by a link: no command does. */
export interface GivePrimaryContactV1 {
  firstName: string;
  lastName: string;
  /** An address of the company; web mail is not accepted. */
  email: string;
  /** In international form, or as it is dialled in the company's country. */
  phoneNumber: string;
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** Sets the support contact for the customers of the company that enrols. */
export interface GiveSupportContactV1 {
  email: string;
  /** In international form, or as it is dialled in the company's country. */
  telephone: string;
  /** An address that begins with `http` or `https`. */
  website: string;
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

export interface NewCompanyV1 {
  /** The primary domain: 1 to 27 letters, digits and hyphens, and the suffix of the cloud, such as `contoso.onmicrosoft.com`. It must be free. */
  domain: string;
  /** Required in some countries, and refused in all others: 5 to 22 characters. */
  organizationRegistrationNumber?: string;
}

export interface NextProductV1 {
  productId: string;
  skuId: string;
  availabilityId?: string;
  /** As in an order. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  promotionId?: string;
}

/** A partner added add-ons to an order, changed the terms after its renewal, or cancelled it in a sandbox. */
export interface OrderAmendedV1 {
  orderId: string;
  customerId: string;
  /** The tenant of the partner that ordered. */
  partnerId: string;
  /** When the amendment was accepted, ISO 8601 in UTC. */
  amendedAt: string;
  /** The lines that were added: each started a subscription that belongs to another one. */
  addedLineItems: OrderLineItemV1[];
  /** The terms that changed. */
  renewalTerms?: RenewalTermV1[];
  /** Whether the order is cancelled; each of its subscriptions has its own event. */
  cancelled?: boolean;
}

export interface OrderLineItemV1 {
  /** What the product needs to be provisioned, by name, as the partner gave it with the order. */
  provisioningContext?: Record<string, string>;
  /** 0 to n-1, as ordered. */
  lineItemNumber: number;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** The subscription that the line started, a GUID. */
  subscriptionId: string;
  /** The subscription that the line renews. A renewal is not a new purchase. */
  renewsTo?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
}

export interface OrderLineV1 {
  /** 0 to n-1, as ordered. */
  lineItemNumber: number;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** The subscription that the line started, a GUID. */
  subscriptionId: string;
  /** The subscription that the line renews. A renewal is not a new purchase. */
  renewsTo?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
}

/** A partner's order for a customer was accepted. */
export interface OrderPlacedV1 {
  orderId: string;
  customerId: string;
  /** The tenant of the partner that ordered. */
  partnerId: string;
  /** When the order was accepted, ISO 8601 in UTC. */
  orderedAt: string;
  lineItems: OrderLineItemV1[];
}

/** A partner's order as it is now, with what was added to it. */
export interface OrderV1 {
  orderId: string;
  customerId: string;
  /** The tenant of the partner that ordered. */
  partnerId: string;
  /** When the order was accepted, ISO 8601 in UTC. */
  orderedAt: string;
  lineItems: OrderLineV1[];
  /** Whether it was cancelled, in a sandbox; absent: it was not. */
  cancelled?: boolean;
}

export interface OrderedLineV1 {
  /** 0 to n-1, each once. */
  lineItemNumber: number;
  /** Letters, digits and `. : _ -`. */
  offerId: string;
  /** Licences or units. */
  quantity: number;
  friendlyName?: string;
  /** Of an add-on: the active subscription that it belongs to, a GUID. */
  parentSubscriptionId?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  /** ISO 8601 duration, such as `P1Y`; absent: a year, or what the billing cycle says. */
  termDuration?: string;
  /** Where the first term ends earlier: a date within it, ISO 8601. */
  customTermEndDate?: string;
  promotionId?: string;
  /** Whether the customer has attested that it may buy the product. It is kept and not checked. */
  attestationAccepted?: boolean;
  /** What the product needs to be provisioned, by name; up to 10 texts of up to 100 characters. */
  provisioningContext?: Record<string, string>;
  renewsTo?: RenewedV1;
}

/** A partner signed the Microsoft Partner Agreement of its CSP region. A signature is never taken back. */
export interface PartnerAgreementSignedV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** The Global admin who signed. */
  signedBy: string;
  /** ISO 8601 in UTC. */
  signedAt: string;
  /** The version of the text that was signed. */
  version: string;
  /** The CSP region that the signature is for, such as `north-america`. */
  region: string;
  /** The national cloud that it is for. */
  cloud: 'Global' | 'USGovernment' | 'China';
}

/** A partner's signed Microsoft Partner Agreement. There is none until it is signed. */
export interface PartnerAgreementV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** The Global admin who signed. */
  signedBy: string;
  /** ISO 8601 in UTC. */
  signedAt: string;
  /** The version of the text that was signed. */
  version: string;
  /** The CSP region that the signature is for, such as `north-america`. */
  region: string;
  /** The national cloud that it is for. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** A GUID that follows from the partner; the subject of its event. */
  agreementId: string;
}

/** A partner's name, address or MPN ID changed. */
export interface PartnerChangedV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** Legal business name. */
  companyName: string;
  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  partnerType: 'direct-bill' | 'indirect-provider' | 'indirect-reseller';
  /** `active`: may transact. */
  status: 'active';
  /** ISO 3166-1 alpha-2 code of the legal business location. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partner's MPN ID, digits. */
  mpnId?: string;
}

/** A company became a partner; every service learns its type and status from this event. */
export interface PartnerOnboardedV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** Legal business name. */
  companyName: string;
  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  partnerType: 'direct-bill' | 'indirect-provider' | 'indirect-reseller';
  /** `active`: may transact. */
  status: 'active';
  /** ISO 3166-1 alpha-2 code of the legal business location. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partner's MPN ID, digits. */
  mpnId?: string;
}

export interface PartnerUserV1 {
  /** The user's tenant, a GUID. */
  partnerId: string;
  /** Or the application whose platform sent the command, a GUID. */
  userId: string;
}

/** A partner as it is now. */
export interface PartnerV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** Legal business name. */
  companyName: string;
  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  partnerType: 'direct-bill' | 'indirect-provider' | 'indirect-reseller';
  /** `active`: may transact. */
  status: 'active';
  /** ISO 3166-1 alpha-2 code of the legal business location. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
  /** The partner's MPN ID, digits. */
  mpnId?: string;
}

/** The reseller accepted another invitation of its provider, and gave it administrator access again. */
export interface PartnershipAdminAccessGrantedV1 {
  /** Who caused this event. */
  changedBy: PartnerUserV1;
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  partnershipId: string;
  /** The indirect provider's tenant, a GUID. */
  providerId: string;
  /** The indirect reseller's tenant, a GUID. */
  resellerId: string;
  status: 'active' | 'ended';
  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  since: string;
  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  adminAccess: boolean;
  /** The invitation that was accepted. */
  invitationId: string;
  /** ISO 8601 in UTC; present once it has ended. */
  endedAt?: string;
  /** Why it ended, in the words of the partner that ended it. */
  reason?: string;
}

/** The reseller took away the provider's administrator access to its work account. The partnership stays. */
export interface PartnershipAdminAccessRemovedV1 {
  /** Who caused this event. */
  changedBy: PartnerUserV1;
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  partnershipId: string;
  /** The indirect provider's tenant, a GUID. */
  providerId: string;
  /** The indirect reseller's tenant, a GUID. */
  resellerId: string;
  status: 'active' | 'ended';
  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  since: string;
  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  adminAccess: boolean;
  /** The invitation that was accepted. */
  invitationId: string;
  /** ISO 8601 in UTC; present once it has ended. */
  endedAt?: string;
  /** Why it ended, in the words of the partner that ended it. */
  reason?: string;
}

/** Either side ended a partnership: no new order, customer or joint invitation of both is accepted from now on. */
export interface PartnershipEndedV1 {
  /** Who caused this event. */
  changedBy: PartnerUserV1;
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  partnershipId: string;
  /** The indirect provider's tenant, a GUID. */
  providerId: string;
  /** The indirect reseller's tenant, a GUID. */
  resellerId: string;
  status: 'active' | 'ended';
  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  since: string;
  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  adminAccess: boolean;
  /** The invitation that was accepted. */
  invitationId: string;
  /** ISO 8601 in UTC; present once it has ended. */
  endedAt?: string;
  /** Why it ended, in the words of the partner that ended it. */
  reason?: string;
}

/** A reseller authorised a provider: for the first time, or again after their partnership had ended. */
export interface PartnershipEstablishedV1 {
  /** Who caused this event. */
  changedBy: PartnerUserV1;
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  partnershipId: string;
  /** The indirect provider's tenant, a GUID. */
  providerId: string;
  /** The indirect reseller's tenant, a GUID. */
  resellerId: string;
  status: 'active' | 'ended';
  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  since: string;
  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  adminAccess: boolean;
  /** The invitation that was accepted. */
  invitationId: string;
  /** ISO 8601 in UTC; present once it has ended. */
  endedAt?: string;
  /** Why it ended, in the words of the partner that ended it. */
  reason?: string;
}

/** A reseller accepted: its link is used up, and their partnership is active. */
export interface PartnershipInvitationAcceptedV1 {
  invitationId: string;
  /** The indirect provider that invites, a GUID. */
  providerId: string;
  status: 'open' | 'accepted' | 'revoked';
  /** The provider's user who made it, or the application whose platform did, a GUID. */
  createdBy: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The reseller that accepted. */
  resellerId?: string;
}

/** An indirect provider invited an indirect reseller to authorise it. */
export interface PartnershipInvitationCreatedV1 {
  invitationId: string;
  /** The indirect provider that invites, a GUID. */
  providerId: string;
  status: 'open' | 'accepted' | 'revoked';
  /** The provider's user who made it, or the application whose platform did, a GUID. */
  createdBy: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The reseller that accepted. */
  resellerId?: string;
}

/** The provider asked the platform to mail the invitation. The address and the text are not part of any event. */
export interface PartnershipInvitationMailRequestedV1 {
  /** Names the mail. */
  mailId: string;
  invitationId: string;
  /** The indirect provider that invites, a GUID. */
  providerId: string;
  status: 'open' | 'accepted' | 'revoked';
  /** The provider's user who made it, or the application whose platform did, a GUID. */
  createdBy: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The reseller that accepted. */
  resellerId?: string;
}

/** The provider revoked an invitation: its link no longer works. */
export interface PartnershipInvitationRevokedV1 {
  invitationId: string;
  /** The indirect provider that invites, a GUID. */
  providerId: string;
  status: 'open' | 'accepted' | 'revoked';
  /** The provider's user who made it, or the application whose platform did, a GUID. */
  createdBy: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The reseller that accepted. */
  resellerId?: string;
}

/** A provider's invitation of a reseller as it is now, without its link. */
export interface PartnershipInvitationV1 {
  invitationId: string;
  /** The indirect provider that invites, a GUID. */
  providerId: string;
  status: 'open' | 'accepted' | 'revoked';
  /** The provider's user who made it, or the application whose platform did, a GUID. */
  createdBy: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The reseller that accepted. */
  resellerId?: string;
}

/** A partnership between an indirect provider and an indirect reseller as it is now. */
export interface PartnershipV1 {
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  partnershipId: string;
  /** The indirect provider's tenant, a GUID. */
  providerId: string;
  /** The indirect reseller's tenant, a GUID. */
  resellerId: string;
  status: 'active' | 'ended';
  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  since: string;
  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  adminAccess: boolean;
  /** The invitation that was accepted. */
  invitationId: string;
  /** ISO 8601 in UTC; present once it has ended. */
  endedAt?: string;
  /** Why it ended, in the words of the partner that ended it. */
  reason?: string;
}

/** Places an order. Code 13605: confirm the customer agreement first, then send it again as a new command. */
export interface PlaceOrderV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** `none`, `monthly`, `annual`, `one_time`, `biennial`, `triennial` or `unknown`. */
  billingCycle?: string;
  /** Absent: the first one that the customer's country is billed in. */
  currencyCode?: string;
  /** Whether the reseller on record has attested. It is kept and not checked. */
  partnerOnRecordAttestationAccepted?: boolean;
  /** Up to 200. */
  lineItems: OrderedLineV1[];
}

/** Reports that the sender's partner has this customer through another portal. The customer appears in the partner's list with `relationshipToPartner: none`, under this name and domain; a later report replaces both. It allows nothing else: no orders, no admin privileges, no sharing with other partners. For these the customer has to accept a relationship request. */
export interface RecordExternalRelationshipV1 {
  /** The customer's tenant, a GUID. It need not be known to this platform. */
  customerId: string;
  companyName: string;
  /** The primary domain. */
  domain: string;
  /** ISO 3166-1 alpha-2 code, upper case. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
}

/** Reports that a customer of the sender's partner has bought through it on another platform. Unless it is a renewal, the customer can no longer accept the Microsoft Customer Agreement directly: its partner attests. A purchase is never taken back. */
export interface RecordPurchaseV1 {
  /** The customer's tenant, a GUID. The partner must have it, or must have reported it by
`customer.record-external-relationship`. */
  customerId: string;
  offerKind: 'software' | 'subscription' | 'reservedInstance' | 'azurePlan';
  /** When it was bought, ISO 8601. */
  purchasedAt: string;
  /** Whether it renews what the customer had already. Renewals are not new purchases. */
  renewal: boolean;
  /** The sender's name for the purchase, such as the number of an order. */
  reference?: string;
}

/** A customer accepted: the link is used up, and the relationship exists. */
export interface RelationshipRequestAcceptedV1 {
  requestId: string;
  /** The partner that asks, a GUID. */
  partnerId: string;
  /** Of a joint request: the indirect provider that the reseller asks for as well. */
  indirectProviderId?: string;
  status: 'open' | 'accepted' | 'declined';
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The customer that accepted or declined, a GUID. */
  customerId?: string;
}

/** A partner asked for a reseller relationship, with a link that one customer can use. */
export interface RelationshipRequestCreatedV1 {
  requestId: string;
  /** The partner that asks, a GUID. */
  partnerId: string;
  /** Of a joint request: the indirect provider that the reseller asks for as well. */
  indirectProviderId?: string;
  status: 'open' | 'accepted' | 'declined';
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The customer that accepted or declined, a GUID. */
  customerId?: string;
}

/** A customer declined: the link is used up, and nothing else has changed. */
export interface RelationshipRequestDeclinedV1 {
  requestId: string;
  /** The partner that asks, a GUID. */
  partnerId: string;
  /** Of a joint request: the indirect provider that the reseller asks for as well. */
  indirectProviderId?: string;
  status: 'open' | 'accepted' | 'declined';
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The customer that accepted or declined, a GUID. */
  customerId?: string;
}

/** A partner's request for a reseller relationship as it is now, without its link. */
export interface RelationshipRequestV1 {
  requestId: string;
  /** The partner that asks, a GUID. */
  partnerId: string;
  /** Of a joint request: the indirect provider that the reseller asks for as well. */
  indirectProviderId?: string;
  status: 'open' | 'accepted' | 'declined';
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** The customer that accepted or declined, a GUID. */
  customerId?: string;
}

/** Takes away a provider's administrator access to the reseller's work account, as `DELETE /v1/partnerships/{partnerId}/adminaccess` does. The partnership stays. */
export interface RemoveAdminAccessV1 {
  /** The tenant of the provider, a GUID. */
  partnerId: string;
}

/** Gives up the partner's delegated admin privileges for a customer, as `PATCH /v1/customers/{id}` with `allowDelegatedAccess` false does. Its relationship stays as it is. Only the customer can grant them again. */
export interface RemoveAdminPrivilegesV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
}

/** Removes the partner's relationship with a customer. By sending it the partner represents that it does so in good faith, as by `PATCH /v1/customers/{id}`. Delegated admin privileges stay as they are. Refused while the partner has active subscriptions. */
export interface RemoveRelationshipV1 {
  /** The customer's tenant, a GUID. */
  customerId: string;
}

export interface RenewalTermV1 {
  subscriptionId: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration: string;
}

export interface RenewedV1 {
  /** A subscription of the customer, a GUID. Without it, the line renews nothing. */
  subscriptionId?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
}

export interface ResellerRelationshipV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
  /** When the relationship began, ISO 8601 in UTC. */
  since: string;
  /** Partners that the relationship came together with: a provider's resellers, a reseller's providers. GUIDs. */
  associatedPartnerIds?: string[];
}

/** Takes an invitation back, as `DELETE /v1/partnershipinvitations/{invitationId}` does: its link no longer works. Refused when it was accepted already. */
export interface RevokePartnershipInvitationV1 {
  /** The provider's invitation, a GUID; `partnership-invitation.created` has it. */
  invitationId: string;
}

export interface ScheduledNextTermV1 {
  product: NextProductV1;
  /** Licences or units. */
  quantity: number;
  /** Where that term ends earlier: a date, ISO 8601. */
  customTermEndDate?: string;
}

/** Is always rejected: only a Global admin of the partner signs the Microsoft Partner Agreement, after it has read it. */
export interface SignPartnerAgreementV1 {
  /** The partner's tenant, a GUID. */
  partnerId: string;
}

/** Begins the enrolment of the company. A company has one; one that was withdrawn or refused begins again. */
export interface StartEnrollmentV1 {
  /** `indirect-reseller`: every new partner enrols as one. */
  program: string;
  /** A user of the company, a GUID: its first Admin agent when the enrolment is active. Without it nobody is. */
  adminAgentId?: string;
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** Enroll now: the primary contact gets a link, and the review begins when the address is confirmed. */
export interface SubmitEnrollmentV1 {
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** A partner cancelled a customer's subscription, which never comes back. The subject is the customer. */
export interface SubscriptionCancelledV1 {
  /** ISO 8601 in UTC. */
  cancelledAt: string;
  subscriptionId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that ordered the subscription. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** What the partner calls it. */
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** Such as `monthly`. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The term after a renewal, where it is another one: an ISO 8601 duration. */
  renewalTermDuration?: string;
  /** When the term ends, ISO 8601 in UTC. */
  commitmentEndDate?: string;
  /** Whether it is to be renewed when the term ends. A renewal is an order with `renewsTo`. */
  autoRenewEnabled?: boolean;
  /** What the partner has scheduled for the renewal, as Partner Center writes it. */
  scheduledNextTermInstructions?: Record<string, unknown>;
}

/** A partner began to support a subscription that the customer has bought from another partner. */
export interface SubscriptionSupportedV1 {
  /** The tenant of the partner that supports it. */
  supportedBy: string;
  status: 'active' | 'suspended';
  /** When it changed, ISO 8601 in UTC. */
  updatedAt: string;
  subscriptionId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that ordered the subscription. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** What the partner calls it. */
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** Such as `monthly`. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The term after a renewal, where it is another one: an ISO 8601 duration. */
  renewalTermDuration?: string;
  /** When the term ends, ISO 8601 in UTC. */
  commitmentEndDate?: string;
  /** Whether it is to be renewed when the term ends. A renewal is an order with `renewsTo`. */
  autoRenewEnabled?: boolean;
  /** What the partner has scheduled for the renewal, as Partner Center writes it. */
  scheduledNextTermInstructions?: Record<string, unknown>;
}

/** A partner suspended, activated or renamed a customer's subscription, or changed its licences, its terms or what is to come of it at its renewal. The subject is the customer, whose subscriptions have one sequence. That a subscription begins is told by `order.placed` and `order.amended`, and that it is cancelled by `subscription.cancelled`. */
export interface SubscriptionUpdatedV1 {
  status: 'active' | 'suspended';
  /** When it changed, ISO 8601 in UTC. */
  updatedAt: string;
  subscriptionId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that ordered the subscription. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** What the partner calls it. */
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** Such as `monthly`. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The term after a renewal, where it is another one: an ISO 8601 duration. */
  renewalTermDuration?: string;
  /** When the term ends, ISO 8601 in UTC. */
  commitmentEndDate?: string;
  /** Whether it is to be renewed when the term ends. A renewal is an order with `renewsTo`. */
  autoRenewEnabled?: boolean;
  /** What the partner has scheduled for the renewal, as Partner Center writes it. */
  scheduledNextTermInstructions?: Record<string, unknown>;
}

/** A customer's subscription as it is now. */
export interface SubscriptionV1 {
  /** `deleted`: cancelled for good. */
  status: 'active' | 'suspended' | 'deleted';
  /** When it was ordered, ISO 8601 in UTC. */
  createdAt: string;
  /** The partners that support it although the customer has bought it of another one. GUIDs. */
  supportedBy: string[];
  subscriptionId: string;
  /** The customer's tenant, a GUID. */
  customerId: string;
  /** The tenant of the partner that ordered the subscription. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  /** Number of licences or units. */
  quantity: number;
  /** What the partner calls it. */
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** Such as `monthly`. */
  billingCycle?: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The term after a renewal, where it is another one: an ISO 8601 duration. */
  renewalTermDuration?: string;
  /** When the term ends, ISO 8601 in UTC. */
  commitmentEndDate?: string;
  /** Whether it is to be renewed when the term ends. A renewal is an order with `renewsTo`. */
  autoRenewEnabled?: boolean;
  /** What the partner has scheduled for the renewal, as Partner Center writes it. */
  scheduledNextTermInstructions?: Record<string, unknown>;
}

/** A user's sign-in name changed, or details that only its tenant knows. */
export interface UserChangedV1 {
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A tenant has a new user. */
export interface UserCreatedV1 {
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A user was deleted, but not its tenant. It no longer holds roles or licences. For a time it can be restored (`user.restored`); after that `user.purged` follows. */
export interface UserDeletedV1 {
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

export interface UserLicenseV1 {
  /** The product that it is of, which is the offer that was ordered. */
  skuId: string;
  /** Service plans of the product that the user is not to have, GUIDs. */
  excludedPlans: string[];
}

/** A user was given licences, or other service plans of one that it holds, or licences were taken from it. */
export interface UserLicensesChangedV1 {
  /** The products of the licences that were given or changed. */
  assigned: string[];
  /** The products of the licences that were taken. */
  removed: string[];
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A deleted user can be restored no more: whoever knows something of the person forgets it. Its id is never used again. */
export interface UserPurgedV1 {
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
}

/** A user that was deleted is back, with the roles that it had, and those of its licences for which there were units. */
export interface UserRestoredV1 {
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A user was given a role. */
export interface UserRoleAssignedV1 {
  /** The role that was given. */
  role: 'GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator';
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A role was taken from a user. */
export interface UserRoleRemovedV1 {
  /** The role that was taken. */
  role: 'GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator';
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** A user of a tenant as it is now, for as long as it can sign in or be restored. */
export interface UserV1 {
  /** When it was deleted, ISO 8601 in UTC; absent: it was not. Until it is restored it has no roles and no licences. */
  deletedAt?: string;
  /** The user's tenant, a GUID. */
  tenantId: string;
  userId: string;
  /** The name that the user signs in with, such as `ana@contoso.com`. */
  userPrincipalName: string;
  /** All roles that the user holds. */
  roles: ('GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator')[];
  /** All licences that the user holds. Older events do not have them. */
  licenses: UserLicenseV1[];
}

/** Withdraws an enrolment whose review has not begun. What was given is kept, and the enrolment can be started again. */
export interface WithdrawEnrollmentV1 {
  /** The tenant of the company that the source speaks for, a GUID. */
  tenantId: string;
}

/** A company created its own tenant. The event `user.created` follows for its first user, a Global admin. */
export interface WorkAccountCreatedV1 {
  tenantId: string;
  companyName: string;
  /** The primary domain, lower case and in ASCII. */
  domain: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  /** The national cloud of the tenant. */
  cloud: 'Global' | 'USGovernment' | 'China';
}
