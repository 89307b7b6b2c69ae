import { differencesBetween } from '#lib/partner-api/testing';
import { BillingDetailsV1 } from '#contracts/customers/customer/commands/billing-details.v1';
import { CreateCustomerV1 } from '#contracts/customers/customer/commands/create-customer.v1';
import { ChangeSubscriptionV1 } from '#contracts/customers/ordering/change-subscription.v1';
import { PlaceOrderV1 } from '#contracts/customers/ordering/place-order.v1';
import { CreateRelationshipRequestV1 } from '#contracts/customers/relationship-request/create-relationship-request.v1';
import { CreateCustomerRequest } from './account/customer/customer.dto.js';
import { BillingProfileRequest } from './account/profile/profile.dto.js';
import { PlaceOrderRequest } from './ordering/order/order.dto.js';
import { UpdateSubscriptionRequest } from './ordering/subscription/subscription.dto.js';
import { CreateRelationshipRequest } from './relationship/relationship-request/relationship-request.dto.js';

const term = 'optional isText({max:20}) | optional isTerm({pattern:^[Pp](\\\\d{1,4}[YMWDymwd]){1,4}$})';

describe('a command has what the request of the same use case has, but for', () => {
  it('[C1] one-time passwords and customers without privileges', () =>
    expect(differencesBetween(CreateCustomerV1, CreateCustomerRequest)).toEqual([
      'enableGDAPByDefault: in the request alone',
      'userCredentials: in the request alone',
    ]));

  it('[C5] nothing in a billing profile', () =>
    expect(differencesBetween(BillingDetailsV1, BillingProfileRequest)).toEqual([]));

  it('[C8] what an order says in the path, and spellings that the request reads', () =>
    expect(differencesBetween(PlaceOrderV1, PlaceOrderRequest)).toEqual([
      'customerId: in the command alone',
      'lineItems.customTermEndDate: optional isText({max:50}) | optional isPartnerDate({maxLength:50})',
      `lineItems.renewsTo.termDuration: ${term}`,
      `lineItems.termDuration: ${term}`,
      'referenceCustomerId: in the request alone',
    ]));

  it('[C8] what a subscription says in the path, and etags', () =>
    expect(differencesBetween(ChangeSubscriptionV1, UpdateSubscriptionRequest)).toEqual([
      'attributes: in the request alone',
      'customerId: in the command alone',
      'quantity: optional isInt() max(1000000) min(1) | optional isInt() max(1000000) min(0)',
      `renewalTermDuration: ${term}`,
      'scheduledNextTermInstructions.customTermEndDate: optional isText({max:50}) | optional isPartnerDate({maxLength:50})',
      `scheduledNextTermInstructions.product.termDuration: ${term}`,
      'status: optional isIn([active,suspended,deleted]) | optional isText({max:20})',
      'subscriptionId: in the command alone',
      `termDuration: ${term}`,
    ]));

  it('[C3] the language of a draft, which is fetched over HTTP', () =>
    expect(differencesBetween(CreateRelationshipRequestV1, CreateRelationshipRequest)).toEqual([
      'language: in the request alone',
    ]));
});
