import { customerTemplate, newCustomer } from '../requests.js';
import { type Examples } from './api-operations.js';
import { billingAdministrators, sku } from './sold.js';

/** Values of path parameters that are nobody's, or that anybody may know. */
export const constants: Record<string, string> = {
  '/v1/agreementtemplates/{templateId}': customerTemplate,
  '/v1/countryvalidationrules/{country}': 'US',
  '/v1/customers/{customerId}/directoryroles/{roleId}': billingAdministrators,
  '/v1/domains/{domain}': 'taken.onmicrosoft.com',
  '/v1/users/{userId}/roles/{role}': 'SalesAgent',
  '/v1/validations/checkdomainavailability/{domainPrefix}': 'contoso',
  '/webhooks/v1/certificates/{certificateId}': '0a1b2c3d-0000-4000-8000-0000000000ce',
  // Of what needs no token, links and sign-ins that there are not: those that there are are for whoever holds them.
  '/{tenant}': 'organizations',
  ...Object.fromEntries(
    [
      '/agreementdocuments/{token}',
      '/invitations/{token}',
      '/partnershipinvitations/{token}',
      '/verifications/{token}',
      '/v1/verifications/{token}',
      '/sign-in/{id}',
      '/devicelogin/{id}',
      '/organizations/oauth2/v2.0/authorize/{id}',
    ].map((place) => [place, 'not-there']),
  ),
};

/** What tells of every partner to everybody who may call it, as Partner Center does; and the names that it needs. */
export const directories: Record<string, string[]> = {
  '/v1/compliance/csp/agreementstatus': ['tenantId'],
  '/v1/profiles/mpn': [],
};

/** Values of parameters of the query. */
export const queries: Record<string, string> = {
  agreementType: '*',
  country: 'US',
  language: 'en-US',
  'api-version': '1.1',
  authorization_endpoint: 'https://login.example/organizations/oauth2/v2.0/authorize',
};

/** What properties of requests hold. */
export const examples: Examples = {
  email: 'ana@contoso.com',
  firstName: 'Ana',
  lastName: 'Silva',
  phoneNumber: '+1 425 555 0100',
  telephone: '+1 425 555 0101',
  website: 'https://contoso.com',
  country: 'US',
  culture: 'en-US',
  language: 'en',
  dateAgreed: '2024-06-14T00:00:00.000Z',
  templateId: customerTemplate,
  program: 'indirect-reseller',
  mpnId: '1234567',
  consent: true,
  userPrincipalName: 'bo@contoso.onmicrosoft.com',
  lineItemNumber: 0,
};

/** Of a server that nobody asks for anything. */
const webhook = { webhookUrl: 'http://127.0.0.1:9/', webhookEvents: ['agreement-confirmed'] };

/** Bodies that are more than the smallest that the document allows. */
export const bodies: Record<string, unknown> = {
  'POST /webhooks/v1/registration': webhook,
  'PUT /webhooks/v1/registration': webhook,
  'POST /v1/customers': newCustomer(),
  'PATCH /v1/customers/{customerId}': { relationshipToPartner: 'none' },
  'PUT /v1/customers/{customerId}/profiles/billing': (newCustomer() as { billingProfile: object }).billingProfile,
  'PUT /v1/customers/{customerId}/qualification': 'education',
  'PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId}': { status: 'suspended' },
  'PATCH /v1/customers/{customerId}/users/{userId}': { firstName: 'Mallory' },
  'POST /v1/customers/{customerId}/users/{userId}/licenseupdates': { licensesToRemove: [sku] },
};
