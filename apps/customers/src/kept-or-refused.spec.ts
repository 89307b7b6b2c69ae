import { droppedBy } from '#lib/partner-api/testing';
import { CartAddOnRequest, CartLineItemRequest, CartRequest, ChangeCartRequest } from './ordering/cart/cart.dto.js';
import { CompanyProfileRequest, CreateCustomerRequest } from './account/customer/customer.dto.js';
import {
  AmendedLineItemRequest,
  AmendOrderRequest,
  ListOrdersQuery,
  OrderLineItemRequest,
  OrderQuery,
  PlaceOrderRequest,
  Renewal,
} from './ordering/order/order.dto.js';
import { AddressDto, BillingProfileRequest } from './account/profile/profile.dto.js';
import { UpdateCustomerRequest } from './relationship/removal/removal.dto.js';
import {
  ListSubscriptionsQuery,
  NextProductDto,
  ScheduledNextTermDto,
  UpdateSubscriptionRequest,
} from './ordering/subscription/subscription.dto.js';

type Class = new () => object;

/** What Partner Center documents, or Microsoft's SDKs write, of an order line that a partner can set or has read. */
const line = [
  'lineItemNumber',
  'offerId',
  'subscriptionId',
  'parentSubscriptionId',
  'termDuration',
  'renewsTo',
  'transactionType',
  'promotionId',
  'customTermEndDate',
  'friendlyName',
  'quantity',
  'pricing',
  'partnerIdOnRecord',
  'additionalPartnerIdsOnRecord',
  'provisioningContext',
  'attestationAccepted',
];
const cartLine = [
  'catalogItemId',
  'friendlyName',
  'quantity',
  'currencyCode',
  'billingCycle',
  'termDuration',
  'promotionId',
  'participants',
  'provisioningContext',
  'purchaseSystem',
  'addonItems',
  'renewsTo',
  'customTermEndDate',
  'attestationAccepted',
];
const order = ['referenceCustomerId', 'billingCycle', 'currencyCode', 'lineItems', 'transactionType', 'totalPrice'];

/**
 * Left out are `id`, `attributes` and `links`, which SDKs send always, and what Partner Center gives by itself to what is being
 * created: of an order its alternateId, creationDate, status and currencySymbol; of a cart its times and status, and of its lines
 * their order group and error; of a customer its ids, its relationship and its credentials.
 */
it.each<[string, Class, string[]]>([
  ['POST orders', PlaceOrderRequest, [...order, 'partnerOnRecordAttestationAccepted']],
  ['lines of POST orders', OrderLineItemRequest, line],
  ['renewsTo', Renewal, ['subscriptionId', 'termDuration']],
  [
    'PATCH orders/{id}',
    AmendOrderRequest,
    [
      ...order,
      'alternateId',
      'currencySymbol',
      'creationDate',
      'status',
      'partnerOnRecordAttestationAccepted',
      'attributes',
    ],
  ],
  ['lines of PATCH orders/{id}', AmendedLineItemRequest, line],
  ['POST carts', CartRequest, ['lineItems', 'partnerOnRecordAttestationAccepted']],
  [
    'PUT carts/{id}',
    ChangeCartRequest,
    [
      'lineItems',
      'partnerOnRecordAttestationAccepted',
      'status',
      'creationTimestamp',
      'lastModifiedTimestamp',
      'expirationTimestamp',
      'lastModifiedUser',
    ],
  ],
  ['lines of carts', CartLineItemRequest, cartLine],
  ['add-ons of carts', CartAddOnRequest, cartLine],
  [
    'PATCH subscriptions/{id}',
    UpdateSubscriptionRequest,
    [
      'entitlementId',
      'offerId',
      'offerName',
      'friendlyName',
      'productType',
      'quantity',
      'unitType',
      'parentSubscriptionId',
      'consumptionType',
      'creationDate',
      'effectiveStartDate',
      'commitmentEndDate',
      'commitmentEndDateTime',
      'cancellationAllowedUntilDate',
      'billingCycleEndDate',
      'billingCycleEndDateTime',
      'status',
      'autoRenewEnabled',
      'billingType',
      'billingCycle',
      'hasPurchasableAddons',
      'isTrial',
      'actions',
      'termDuration',
      'renewalTermDuration',
      'refundOptions',
      'isMicrosoftProduct',
      'partnerId',
      'orderId',
      'suspensionReasons',
      'contractType',
      'publisherName',
      'promotionId',
      'migratedFromSubscriptionId',
      'refundableQuantity',
      'scheduledNextTermInstructions',
      'nextChargeInstructions',
      'attributes',
    ],
  ],
  ['scheduledNextTermInstructions', ScheduledNextTermDto, ['product', 'quantity', 'customTermEndDate']],
  [
    'scheduledNextTermInstructions.product',
    NextProductDto,
    ['productId', 'skuId', 'availabilityId', 'billingCycle', 'termDuration', 'promotionId'],
  ],
  [
    'POST customers',
    CreateCustomerRequest,
    [
      'companyProfile',
      'billingProfile',
      'userCredentials',
      'customDomains',
      'associatedPartnerId',
      'enableGDAPByDefault',
    ],
  ],
  [
    'companyProfile of POST customers',
    CompanyProfileRequest,
    ['domain', 'companyName', 'organizationRegistrationNumber', 'address', 'email'],
  ],
  [
    'billing profiles',
    BillingProfileRequest,
    ['firstName', 'lastName', 'email', 'culture', 'language', 'companyName', 'defaultAddress'],
  ],
  [
    'addresses',
    AddressDto,
    [
      'country',
      'region',
      'city',
      'state',
      'addressLine1',
      'addressLine2',
      'postalCode',
      'firstName',
      'middleName',
      'lastName',
      'phoneNumber',
      'district',
      'addressLine3',
      'emailAddress',
    ],
  ],
  [
    'PATCH customers/{id}',
    UpdateCustomerRequest,
    [
      'commerceId',
      'companyProfile',
      'billingProfile',
      'relationshipToPartner',
      'allowDelegatedAccess',
      'customDomains',
      'associatedPartnerId',
    ],
  ],
])('[ruling 39] nothing that Partner Center documents of %s is dropped in silence', (_, dto, names) =>
  expect(droppedBy(dto, names)).toEqual([]),
);

it.each<[string, Class, string[]]>([
  ['GET orders', ListOrdersQuery, ['billingType', 'include_price', 'size', 'seekOperation']],
  ['GET orders/{id}', OrderQuery, ['include_price']],
  ['GET subscriptions', ListSubscriptionsQuery, ['order_id', 'mpn_id']],
])('[ruling 39] no parameter that Partner Center documents of %s is dropped in silence', (_, dto, names) =>
  expect(droppedBy(dto, names)).toEqual([]),
);
