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
  methodNotAllowed: { status: 405, code: 2000 },
  /** What is to be created exists already, or changed meanwhile. */
  conflict: { status: 409, code: 2000 },
  /** A membership number that nobody knows. */
  mpnIdNotFound: { status: 404, code: 3000 },
  /** The resource changed since the etag that was sent. Java's SDK hangs on 412. */
  etagNotValid: { status: 400, code: 2055 },
  /** A link that was used, has expired, or was replaced by a newer one. */
  linkNotValid: { status: 410, code: 1000 },
  tooManyRequests: { status: 429, code: 2000 },
  registrationNumberMissing: { status: 400, code: 600049 },
  tooLarge: { status: 413, code: 2000 },
  unsupportedMediaType: { status: 415, code: 2000 },
  unexpected: { status: 500, code: 800003 },
  /** A part of the platform cannot be reached; nothing was changed. */
  unavailable: { status: 503, code: 800003 },
  /** Neither a partner's confirmation nor a direct acceptance of the customer agreement exists. */
  agreementNotConfirmed: { status: 403, code: 13605 },
  /** The partner has no commerce relationship with the customer. */
  noRelationship: { status: 403, code: 20002 },
  /** The same contact has already confirmed the agreement. Partner Center documents no status for it. */
  agreementAlreadyConfirmed: { status: 409, code: 600061 },
  /** The customer's tenant is of another national cloud. */
  wrongEnvironment: { status: 400, code: 900127 },
  /** The roles of the caller, or its partner type, do not allow the operation. */
  roleNotAllowed: { status: 403, code: 900150 },
} as const satisfies Record<string, Fault>;
