import { customerAdminPrivilegesRemoved } from './customer/customer-admin-privileges-removed.v1.js';
import { customerCreated } from './customer/customer-created.v1.js';
import { customerDeleted } from './customer/customer-deleted.v1.js';
import { customerRelationshipRemoved } from './customer/customer-relationship-removed.v1.js';
import { externalPurchaseRecorded } from './platforms/external-purchase-recorded.v1.js';
import { externalRelationshipEnded } from './platforms/external-relationship-ended.v1.js';
import { externalRelationshipRecorded } from './platforms/external-relationship-recorded.v1.js';
import { orderPlaced } from './ordering/order-placed.v1.js';
import { recordExternalRelationship } from './platforms/record-external-relationship.v1.js';
import { recordPurchase } from './platforms/record-purchase.v1.js';
import { subscriptionSupported } from './ordering/subscription-supported.v1.js';
import { subscriptionUpdated } from './ordering/subscription-updated.v1.js';
import { id, type Sample } from '../contract.doubles.js';

const line = { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId: id(4), renewsTo: id(5) };
const customer = {
  customerId: id(1),
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  relationships: [{ partnerId: id(2), since: '2026-03-01T08:00:00.000Z' }],
};
const company = { customerId: id(1), companyName: 'Contoso', domain: 'contoso.com', country: 'DE', cloud: 'Global' };
const wrongCompany: Sample['wrong'] = [
  ['customerId', { customerId: 'contoso' }],
  ['companyName', { companyName: 'x'.repeat(201) }],
  ['domain', { domain: 'contoso' }],
  ['country', { country: 'Germany' }],
  ['cloud', { cloud: 'Mars' }],
];
const external = { ...company, partnerId: id(2), recordedAt: '2026-03-01T08:00:00.000Z' };
export const purchase = {
  customerId: id(1),
  offerKind: 'software',
  purchasedAt: '2026-03-01',
  renewal: false,
  reference: '7',
};
const wrongPurchase: Sample['wrong'] = [
  ['customerId', { customerId: 'x' }],
  ['offerKind', { offerKind: 'hardware' }],
  ['purchasedAt', { purchasedAt: 'yesterday' }],
  ['renewal', { renewal: 'no' }],
  ['reference', { reference: 'x'.repeat(257) }],
];

export const customerSamples: Sample[] = [
  {
    contract: recordExternalRelationship,
    type: 'io.twotier.customer.record-external-relationship.v1',
    payload: company,
    optional: [],
    wrong: [...wrongCompany, ['companyName', { companyName: '' }]],
  },
  {
    contract: recordPurchase,
    type: 'io.twotier.customer.record-purchase.v1',
    payload: purchase,
    optional: ['reference'],
    wrong: wrongPurchase,
  },
  {
    contract: externalRelationshipRecorded,
    type: 'io.twotier.external-relationship.recorded.v1',
    payload: external,
    optional: [],
    wrong: [...wrongCompany, ['partnerId', { partnerId: 'x' }], ['recordedAt', { recordedAt: 'yesterday' }]],
  },
  {
    contract: externalRelationshipEnded,
    type: 'io.twotier.external-relationship.ended.v1',
    payload: { ...external, reason: 'accepted', endedAt: '2026-03-01T08:00:00.000Z' },
    optional: [],
    wrong: [
      ['reason', { reason: 'tired' }],
      ['endedAt', { endedAt: 'yesterday' }],
    ],
  },
  {
    contract: externalPurchaseRecorded,
    type: 'io.twotier.external-purchase.recorded.v1',
    payload: { ...purchase, purchaseId: id(3), partnerId: id(2) },
    optional: ['reference'],
    wrong: [...wrongPurchase, ['purchaseId', { purchaseId: 'x' }], ['partnerId', { partnerId: 'x' }]],
  },
  {
    contract: customerCreated,
    type: 'io.twotier.customer.created.v1',
    payload: customer,
    optional: [],
    wrong: [
      ['customerId', { customerId: 'contoso' }],
      ['companyName', { companyName: 'x'.repeat(201) }],
      ['domain', { domain: 'contoso' }],
      ['country', { country: 'Germany' }],
      ['cloud', { cloud: 'Mars' }],
      ['relationships', { relationships: 'none' }],
      ['relationships.0', { relationships: [null] }],
      ['relationships.0.partnerId', { relationships: [{ partnerId: 'x', since: '2026-03-01' }] }],
      ['relationships.0.since', { relationships: [{ partnerId: id(2), since: 'yesterday' }] }],
    ],
  },
  {
    contract: customerRelationshipRemoved,
    type: 'io.twotier.customer.relationship-removed.v1',
    payload: {
      ...customer,
      partnerId: id(3),
      statement: 'In good faith.',
      statedBy: `${id(3)}/${id(4)}`,
      removedAt: '2026-03-01T08:00:00.000Z',
      adminPrivileges: true,
    },
    optional: [],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['statement', { statement: 'x'.repeat(1_001) }],
      ['statedBy', { statedBy: 5 }],
      ['removedAt', { removedAt: 'yesterday' }],
      ['adminPrivileges', { adminPrivileges: 'yes' }],
    ],
  },
  {
    contract: customerAdminPrivilegesRemoved,
    type: 'io.twotier.customer.admin-privileges-removed.v1',
    payload: { ...customer, partnerId: id(3), removedAt: '2026-03-01T08:00:00.000Z' },
    optional: [],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['removedAt', { removedAt: 'yesterday' }],
    ],
  },
  {
    contract: customerDeleted,
    type: 'io.twotier.customer.deleted.v1',
    payload: { ...customer, partnerId: id(3), deletedAt: '2026-03-01T08:00:00.000Z' },
    optional: [],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['deletedAt', { deletedAt: 'yesterday' }],
    ],
  },
  {
    contract: orderPlaced,
    type: 'io.twotier.order.placed.v1',
    payload: {
      orderId: id(1),
      customerId: id(2),
      partnerId: id(3),
      orderedAt: '2026-03-01T08:00:00.000Z',
      lineItems: [line],
    },
    optional: ['lineItems.0.renewsTo'],
    wrong: [
      ['orderId', { orderId: 1 }],
      ['customerId', { customerId: '' }],
      ['partnerId', { partnerId: null }],
      ['orderedAt', { orderedAt: 'yesterday' }],
      ['lineItems', { lineItems: [] }],
      ['lineItems.0.lineItemNumber', { lineItems: [{ ...line, lineItemNumber: -1 }] }],
      ['lineItems.0.offerId', { lineItems: [{ ...line, offerId: 'x'.repeat(257) }] }],
      ['lineItems.0.quantity', { lineItems: [{ ...line, quantity: 0 }] }],
      ['lineItems.0.subscriptionId', { lineItems: [{ ...line, subscriptionId: 'x' }] }],
      ['lineItems.0.renewsTo', { lineItems: [{ ...line, renewsTo: 'x' }] }],
    ],
  },
  {
    contract: subscriptionUpdated,
    type: 'io.twotier.subscription.updated.v1',
    payload: {
      subscriptionId: id(1),
      customerId: id(2),
      partnerId: id(3),
      orderId: id(4),
      offerId: 'offer-1',
      quantity: 1,
      status: 'suspended',
      updatedAt: '2026-03-01T08:00:00.000Z',
    },
    optional: [],
    wrong: [
      ['subscriptionId', { subscriptionId: 'x' }],
      ['customerId', { customerId: 'x' }],
      ['partnerId', { partnerId: 'x' }],
      ['orderId', { orderId: 'x' }],
      ['offerId', { offerId: 'x'.repeat(257) }],
      ['quantity', { quantity: 0 }],
      ['status', { status: 'deleted' }],
      ['updatedAt', { updatedAt: 'yesterday' }],
    ],
  },
  {
    contract: subscriptionSupported,
    type: 'io.twotier.subscription.supported.v1',
    payload: {
      subscriptionId: id(1),
      customerId: id(2),
      partnerId: id(3),
      orderId: id(4),
      offerId: 'offer-1',
      quantity: 1,
      status: 'active',
      updatedAt: '2026-03-01T08:00:00.000Z',
      supportedBy: id(5),
    },
    optional: [],
    wrong: [['supportedBy', { supportedBy: 'x' }]],
  },
];
