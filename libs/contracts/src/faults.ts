import { type Fault } from '#lib/decision';

/**
 * The refusals of the public API: HTTP status and numeric code as Partner Center documents them.
 * Where it documents none, the class of the nearest documented one is used.
 */
export const faults = {
  /** An argument is missing or malformed; the description says which and how. */
  invalidArgument: { status: 400, code: 2000 },
  accessDenied: { status: 401, code: 400 },
  /** The caller is known but may not do this. */
  forbidden: { status: 403, code: 2032 },
  /** The company is not in a country where the programme is offered. */
  countryNotSupported: { status: 403, code: 2030 },
  notFound: { status: 404, code: 1000 },
  userNotFound: { status: 404, code: 60002 },
  tenantNotFound: { status: 404, code: 60003 },
  /** All licences of a product are assigned. */
  licenseQuotaExceeded: { status: 400, code: 60012 },
  methodNotAllowed: { status: 405, code: 2000 },
  /** What is to be created exists already, or changed meanwhile. */
  conflict: { status: 409, code: 2000 },
  /** A membership number that nobody knows. */
  mpnIdNotFound: { status: 404, code: 3000 },
  /** The resource changed since the etag that was sent. Java's SDK hangs on 412. */
  etagNotValid: { status: 400, code: 2055 },
  /** A link that was used, has expired, or was replaced by a newer one. */
  linkNotValid: { status: 410, code: 1000 },
  /** A request that did not arrive as a whole in time. */
  requestTimeout: { status: 408, code: 2000 },
  tooManyRequests: { status: 429, code: 2000 },
  registrationNumberMissing: { status: 400, code: 600049 },
  /** Neither 5 to 22 characters nor written with letters and digits. */
  registrationNumberMalformed: { status: 400, code: 600050 },
  /** The country of the company has no registration number that would be asked for. */
  registrationNumberNotSupported: { status: 400, code: 600002 },
  /** In the countries that ask for a registration number, a phone number is asked for as well. */
  phoneNumberMissing: { status: 400, code: 600051 },
  tooLarge: { status: 413, code: 2000 },
  headersTooLarge: { status: 431, code: 2000 },
  unsupportedMediaType: { status: 415, code: 2000 },
  unexpected: { status: 500, code: 800003 },
  /** A part of the platform cannot be reached; nothing was changed. */
  unavailable: { status: 503, code: 800003 },
  /** Neither a partner's confirmation nor a direct acceptance of the customer agreement exists. */
  agreementNotConfirmed: { status: 403, code: 13605 },
  /** The partner has no commerce relationship with the customer. */
  noRelationship: { status: 403, code: 20002 },
  /** The same contact has already confirmed the agreement. Partner Center documents no status for it. */
  agreementAlreadyConfirmed: { status: 409, code: 600061, errorName: 'PartnerConfirmedAgreementAlreadyExists' },
  /** The customer's tenant is of another national cloud. */
  wrongEnvironment: { status: 400, code: 900127 },
  /** The environment does not offer the operation: it is for the sandbox alone. */
  notInThisEnvironment: { status: 400, code: 900127 },
  /** More customers, subscriptions or licences than the sandbox gives. */
  sandboxLimit: { status: 400, code: 800018 },
  /** An order was accepted and is still being written. */
  orderInProgress: { status: 409, code: 800060 },
  /** The text cannot name an offer. */
  offerNotValid: { status: 400, code: 800004 },
  /** The customer that an order names is not the one that it is for. */
  customerIdNotValid: { status: 400, code: 900118 },
  /** The roles of the caller, or its partner type, do not allow the operation. */
  roleNotAllowed: { status: 403, code: 900150 },
  /** The operator has not decided on the customer's account. */
  accountUnderReview: { status: 403, code: 800073 },
  /** The same: nothing is known of it. */
  accountUnknown: { status: 403, code: 800074 },
  /** The operator does not allow purchases of the customer. */
  accountNotApproved: { status: 403, code: 800075 },
  /** Nobody has looked at the customer's account. */
  accountStatusNotFound: { status: 404, code: 600074, errorName: 'AccountStatusNotFound' },
  /** The partner may not sell: its programme status is not active. */
  programNotActive: { status: 403, code: 900149 },
  /** The reseller on record has not signed the Microsoft Partner Agreement. */
  resellerAgreementNotSigned: { status: 403, code: 900123 },
  /** The caller's own company has not signed the Microsoft Partner Agreement. */
  partnerAgreementNotSigned: { status: 403, code: 900124 },
  /** The partner on record is an indirect provider. */
  providerOnRecord: { status: 404, code: 2072 },
  /** The MPN ID of a partner on record that nobody has. */
  partnerOnRecordNotFound: { status: 404, code: 800015 },
  /** The partner on record is no indirect reseller. */
  partnerOnRecordNotReseller: { status: 400, code: 800016 },
  /** Compliance: which partner is asked for is missing. */
  partnerNotNamed: { status: 400, code: 2001 },
  /** Compliance: nobody has the MPN ID, or no account was made with it. */
  mpnIdNotValid: { status: 400, code: 2200 },
  /** Compliance: the partner is of another CSP region than the caller. */
  regionNotTheSame: { status: 400, code: 2201 },
  /** Compliance: the partner with this MPN ID has not signed. */
  notSignedByMpnId: { status: 400, code: 2203 },
  /** Compliance: the MPN ID is not that of an indirect reseller. */
  noResellerAccount: { status: 400, code: 2204 },
  /** Compliance: no partner has this tenant. */
  noAccountOfTenant: { status: 400, code: 2205 },
  /** Compliance: the partner with this tenant has not signed. */
  notSignedByTenant: { status: 400, code: 2206 },
} as const satisfies Record<string, Fault>;
