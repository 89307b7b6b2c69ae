import { customerAdminPrivilegesRemoved } from '#contracts/customers/customer/customer-admin-privileges-removed.v1';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { customerCreated, type CustomerCreatedV1 } from '#contracts/customers/customer/customer-created.v1';
import { customerDeleted } from '#contracts/customers/customer/customer-deleted.v1';
import { customerQualificationChanged } from '#contracts/customers/customer/customer-qualification-changed.v1';
import { customerRelationshipEstablished } from '#contracts/customers/customer/customer-relationship-established.v1';
import { customerRelationshipRemoved } from '#contracts/customers/customer/customer-relationship-removed.v1';
import { customerValidationStatusChanged } from '#contracts/customers/customer/customer-validation-status-changed.v1';
import { relationshipRequestAccepted } from '#contracts/customers/relationship-request/relationship-request-accepted.v1';
import { relationshipRequestCreated } from '#contracts/customers/relationship-request/relationship-request-created.v1';
import { relationshipRequestDeclined } from '#contracts/customers/relationship-request/relationship-request-declined.v1';
import { type RelationshipRequestStateV1 } from '#contracts/customers/relationship-request/relationship-request-state.v1';
import { type WebhookEventName } from '../webhook/webhook-event.js';
import { news, type Change, type PartnerNews, type WebhookNews } from './news.js';

const everyPartner = ({ relationships }: CustomerCreatedV1): string[] =>
  relationships.map(({ partnerId }) => partnerId);
const acting = ({ partnerId }: { partnerId: string }): string[] => [partnerId];

const customer =
  (operation: string, resource = 'customer') =>
  ({ customerId }: CustomerCreatedV1): Change => ({ operation, resource, resourceId: customerId, customerId });

/** A partner knows of its own relationship, and of nobody else's. */
const customerOf = (data: CustomerCreatedV1, reader: string): object => {
  const relationships = data.relationships.filter(({ partnerId }) => partnerId === reader);
  return { ...data, relationships };
};

const customerHook = (event: WebhookEventName): WebhookNews<CustomerCreatedV1> => ({
  event,
  resourceName: 'Customer',
  path: ({ customerId }) => `/v1/customers/${customerId}`,
});
/** Delegated admin privileges are no resource of the API. */
const privilegesHook = (event: WebhookEventName): WebhookNews => ({ event, resourceName: 'PartnerCustomerDap' });

const request =
  (operation: string) =>
  ({ requestId, customerId }: RelationshipRequestStateV1): Change => ({
    operation,
    resource: 'relationship_request',
    resourceId: requestId,
    ...(customerId !== undefined && { customerId }),
  });
const asking = ({ partnerId, indirectProviderId }: RelationshipRequestStateV1): (string | undefined)[] => [
  partnerId,
  indirectProviderId,
];

const ofCustomer = { view: customerOf, keeps: ['qualifications', 'allQualifications', 'validationStatus'] };

/** What partners learn of their customers. */
export const customerNews: readonly PartnerNews[] = [
  news(customerCreated, {
    ...ofCustomer,
    to: everyPartner,
    about: customer('add_customer'),
    webhooks: [customerHook('customer-created')],
  }),
  news(customerChanged, {
    ...ofCustomer,
    to: everyPartner,
    about: customer('update_customer_billing_profile'),
    webhooks: [customerHook('customer-updated')],
  }),
  news(customerQualificationChanged, {
    ...ofCustomer,
    to: everyPartner,
    about: customer('update_customer_qualification'),
    webhooks: [customerHook('customer-qualification-updated')],
  }),
  news(customerValidationStatusChanged, {
    ...ofCustomer,
    to: everyPartner,
    about: customer('update_customer_validation_status'),
    webhooks: [customerHook('customer-validation-status-updated')],
  }),
  news(customerRelationshipEstablished, {
    ...ofCustomer,
    to: ({ partnerIds }) => partnerIds,
    // Who accepted is a user of the customer, and whom else it accepted is known from the reader's own relationship.
    view: ({ acceptedBy: _user, partnerIds: _partners, ...data }, reader) => customerOf(data, reader),
    about: customer('reseller_relationship_accepted_by_customer', 'partner_customer_relationship'),
    details: ['requestId'],
    webhooks: [
      customerHook('reseller-relationship-accepted-by-customer'),
      {
        ...customerHook('indirect-reseller-relationship-accepted-by-customer'),
        if: ({ partnerIds }) => partnerIds.length > 1,
      },
      privilegesHook('dap-admin-relationship-approved'),
    ],
  }),
  news(customerRelationshipRemoved, {
    ...ofCustomer,
    to: acting,
    about: customer('remove_partner_customer_relationship', 'partner_customer_relationship'),
    details: ['statement', 'statedBy', 'adminPrivileges'],
    webhooks: [customerHook('reseller-relationship-removed')],
  }),
  news(customerAdminPrivilegesRemoved, {
    ...ofCustomer,
    to: acting,
    about: customer('dap_admin_relationship_terminated', 'partner_customer_dap'),
    webhooks: [privilegesHook('dap-admin-relationship-terminated')],
  }),
  news(customerDeleted, {
    ...ofCustomer,
    to: (data) => [data.partnerId, ...everyPartner(data)],
    view: ({ partnerId: _deleter, ...data }, reader) => customerOf(data, reader),
    about: customer('delete_customer'),
    webhooks: [customerHook('customer-deleted')],
  }),
  news(relationshipRequestCreated, { to: asking, about: request('create_relationship_request') }),
  news(relationshipRequestAccepted, { to: asking, about: request('accept_relationship_request') }),
  news(relationshipRequestDeclined, {
    to: asking,
    about: request('decline_relationship_request'),
    webhooks: [{ event: 'relationship-request-declined', resourceName: 'RelationshipRequest' }],
  }),
];
