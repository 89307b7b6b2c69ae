import { agreementAccepted } from './agreements/agreement-accepted.v1.js';
import { agreementConfirmed } from './agreements/agreement-confirmed.v1.js';
import { partnerAgreementSigned } from './agreements/partner-agreement-signed.v1.js';
import { InvalidPayloadError, parsePayload, type CommandContract, type EventContract } from './contract.js';
import { commandRejected } from './commands/command-rejected.v1.js';
import { customerAdminPrivilegesRemoved } from './customers/customer/customer-admin-privileges-removed.v1.js';
import { customerCreated } from './customers/customer/customer-created.v1.js';
import { customerDeleted } from './customers/customer/customer-deleted.v1.js';
import { customerRelationshipRemoved } from './customers/customer/customer-relationship-removed.v1.js';
import { externalPurchaseRecorded } from './customers/platforms/external-purchase-recorded.v1.js';
import { externalRelationshipEnded } from './customers/platforms/external-relationship-ended.v1.js';
import { externalRelationshipRecorded } from './customers/platforms/external-relationship-recorded.v1.js';
import { orderPlaced } from './customers/ordering/order-placed.v1.js';
import { recordExternalRelationship } from './customers/platforms/record-external-relationship.v1.js';
import { recordPurchase } from './customers/platforms/record-purchase.v1.js';
import { subscriptionSupported } from './customers/ordering/subscription-supported.v1.js';
import { subscriptionUpdated } from './customers/ordering/subscription-updated.v1.js';
import { partnerOnboarded } from './enrollment/partner/partner-onboarded.v1.js';
import { userCreated } from './identity/user-created.v1.js';
import { userDeleted } from './identity/user-deleted.v1.js';
import { userPurged } from './identity/user-purged.v1.js';
import { userRestored } from './identity/user-restored.v1.js';
import { userLicensesChanged } from './identity/user-licenses-changed.v1.js';
import { userRoleAssigned } from './identity/user-role-assigned.v1.js';
import { userRoleRemoved } from './identity/user-role-removed.v1.js';
import { workAccountCreated } from './identity/workaccount-created.v1.js';

const id = (last: number): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;

interface Sample {
  contract: EventContract | CommandContract;
  type: string;
  payload: object;
  /** Fields that may be missing, as dotted paths. */
  optional: string[];
  /** Changes that make the payload wrong, and the path that the refusal names. */
  wrong: [path: string, change: object][];
}

const line = { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId: id(4), renewsTo: id(5) };
const license = { skuId: 'CFQ7TTC0LH18:0001', excludedPlans: [id(6)] };
const user = {
  tenantId: id(1),
  userId: id(2),
  userPrincipalName: 'ana@contoso.com',
  roles: ['GlobalAdmin'],
  licenses: [license],
};
const wrongUser: Sample['wrong'] = [
  ['tenantId', { tenantId: 'x' }],
  ['userId', { userId: 'x' }],
  ['userPrincipalName', { userPrincipalName: 'x'.repeat(321) }],
  ['roles', { roles: ['King'] }],
  ['licenses', { licenses: 'all' }],
  ['licenses.0.skuId', { licenses: [{ ...license, skuId: '' }] }],
  ['licenses.0.excludedPlans', { licenses: [{ ...license, excludedPlans: ['x'] }] }],
];
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
const purchase = {
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
const samples: Sample[] = [
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
    contract: commandRejected,
    type: 'io.twotier.command.rejected.v1',
    payload: {
      commandId: '1',
      commandSource: '/crm',
      commandType: 'io.twotier.thing.do.v1',
      partnerId: id(2),
      code: 20002,
      description: 'No.',
      parked: false,
      rejectedAt: '2026-03-01T08:00:00.000Z',
    },
    optional: ['commandType', 'partnerId'],
    wrong: [
      ['commandId', { commandId: 'x'.repeat(257) }],
      ['commandSource', { commandSource: 7 }],
      ['commandType', { commandType: 7 }],
      ['partnerId', { partnerId: 'x' }],
      ['code', { code: '7' }],
      ['description', { description: 'x'.repeat(1_001) }],
      ['parked', { parked: 'no' }],
      ['rejectedAt', { rejectedAt: 'yesterday' }],
    ],
  },
  {
    contract: userPurged,
    type: 'io.twotier.user.purged.v1',
    payload: { tenantId: id(1), userId: id(2) },
    optional: [],
    wrong: [
      ['tenantId', { tenantId: 'x' }],
      ['userId', { userId: 'x' }],
    ],
  },
  ...[userCreated, userDeleted, userRestored].map((contract) => ({
    contract,
    type: `io.twotier.${contract.name}.v1`,
    payload: user,
    optional: [],
    wrong: wrongUser,
  })),
  ...[userRoleAssigned, userRoleRemoved].map((contract) => ({
    contract,
    type: `io.twotier.${contract.name}.v1`,
    payload: { ...user, role: 'GlobalAdmin' },
    optional: [],
    wrong: [...wrongUser, ['role', { role: 'King' }]] satisfies Sample['wrong'],
  })),
  {
    contract: userLicensesChanged,
    type: 'io.twotier.user.licenses-changed.v1',
    payload: { ...user, assigned: [license.skuId], removed: ['MAIL'] },
    optional: [],
    wrong: [...wrongUser, ['assigned', { assigned: [''] }], ['removed', { removed: [7] }]],
  },
  {
    contract: workAccountCreated,
    type: 'io.twotier.workaccount.created.v1',
    payload: { tenantId: id(1), companyName: 'Contoso', domain: 'contoso.com', country: 'DE', cloud: 'Global' },
    optional: [],
    wrong: [
      ['tenantId', { tenantId: 'x' }],
      ['companyName', { companyName: 'x'.repeat(201) }],
      ['domain', { domain: 'contoso' }],
      ['country', { country: 'Germany' }],
      ['cloud', { cloud: 'Mars' }],
    ],
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
  {
    contract: agreementConfirmed,
    type: 'io.twotier.agreement.confirmed.v1',
    payload: {
      customerId: id(1),
      partnerId: id(2),
      templateId: id(3),
      agreementType: 'MicrosoftCustomerAgreement',
      method: 'attested',
      dateAgreed: '2026-03-01T00:00:00.000Z',
      confirmations: 1,
    },
    optional: [],
    wrong: [
      ['customerId', { customerId: 'x' }],
      ['partnerId', { partnerId: 'x' }],
      ['templateId', { templateId: 'x' }],
      ['method', { method: 'guessed' }],
      ['dateAgreed', { dateAgreed: '01.03.2026' }],
      ['confirmations', { confirmations: 0 }],
    ],
  },
  {
    contract: agreementAccepted,
    type: 'io.twotier.agreement.accepted.v1',
    payload: {
      customerId: id(1),
      templateId: id(3),
      agreementType: 'MicrosoftCustomerAgreement',
      acceptedAt: '2026-03-01T08:00:00.000Z',
    },
    optional: [],
    wrong: [
      ['customerId', { customerId: 'x' }],
      ['templateId', { templateId: 'x' }],
      ['agreementType', { agreementType: 'Lease' }],
      ['acceptedAt', { acceptedAt: 'yesterday' }],
    ],
  },
  {
    contract: partnerAgreementSigned,
    type: 'io.twotier.partner-agreement.signed.v1',
    payload: {
      partnerId: id(1),
      signedBy: id(2),
      signedAt: '2026-03-01T08:00:00.000Z',
      version: '1.0',
      region: 'europe',
      cloud: 'Global',
    },
    optional: [],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['signedBy', { signedBy: 'ana' }],
      ['signedAt', { signedAt: 'yesterday' }],
      ['version', { version: 'x'.repeat(21) }],
      ['region', { region: 7 }],
      ['cloud', { cloud: 'Mars' }],
    ],
  },
  {
    contract: partnerOnboarded,
    type: 'io.twotier.partner.onboarded.v1',
    payload: {
      partnerId: id(1),
      companyName: 'Northwind',
      partnerType: 'direct-bill',
      status: 'active',
      country: 'DE',
      cloud: 'Global',
      mpnId: '4847383',
    },
    optional: ['mpnId'],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['companyName', { companyName: 'x'.repeat(201) }],
      ['partnerType', { partnerType: 'advisor' }],
      ['status', { status: 'asleep' }],
      ['country', { country: 'Germany' }],
      ['cloud', { cloud: 'Mars' }],
      ['mpnId', { mpnId: 'MPN-1' }],
    ],
  },
];

/** Every way to leave one field out, by its path. */
function* omissions(value: object, path = ''): Generator<[path: string, without: object]> {
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    if (!Array.isArray(value)) yield [`${path}${name}`, rest];
    if (typeof item !== 'object' || item === null) continue;
    for (const [inner, changed] of omissions(item, `${path}${name}.`)) {
      const items: unknown = Array.isArray(value) ? [changed] : { ...value, [name]: changed };
      yield [inner, items as object];
    }
  }
}

/** Fields that the first events of a version did not have yet, and what they are read as. */
const readAs: Record<string, unknown> = {
  licenses: [],
  'io.twotier.agreement.confirmed.v1 agreementType': 'MicrosoftCustomerAgreement',
};

describe.each(samples)('$type', ({ contract, type, payload, optional, wrong }) => {
  const parsed = (json: unknown): unknown => JSON.parse(JSON.stringify(parsePayload(contract, json)));

  it('[events] is accepted, as an instance of its class, under its published name', () => {
    expect(contract.type).toBe(type);
    expect(parsePayload(contract, payload)).toBeInstanceOf(contract.payload);
    expect(parsed(payload)).toStrictEqual(payload);
  });

  it('[events] is read without the fields that a newer producer may have added', () =>
    expect(parsed({ ...payload, email: 'ana@contoso.com' })).toStrictEqual(payload));

  it.each([...omissions(payload)])('[events] may go without %s only where the contract says so', (path, without) => {
    const known = [path, `${type} ${path}`].find((name) => name in readAs);
    if (known) expect(parsed(without)).toStrictEqual({ ...without, [path]: readAs[known] });
    else if (optional.includes(path)) expect(parsed(without)).toStrictEqual(without);
    else expect(() => parsed(without)).toThrow(`${type}: ${path} is required.`);
  });

  it.each(wrong)('[events] is refused for a wrong %s: %j', (path, change) =>
    expect(() => parsed({ ...payload, ...change })).toThrow(
      new RegExp(`^${type}: ${path.replaceAll('.', '\\.')}(\\.\\d+)? (must|is)`),
    ),
  );

  it.each([[null], ['text'], [5], [undefined], [[payload]]])('[events] is refused when it is no object: %j', (json) =>
    expect(() => parsed(json)).toThrow(new InvalidPayloadError(`${type} expects a JSON object.`)),
  );
});

it('[events] a command is read without blanks around its texts, in NFC, and without empty ones', () => {
  const read = (change: object): unknown => JSON.parse(JSON.stringify(parsePayload(recordPurchase, change)));
  expect(read({ ...purchase, reference: ' Mu\u0308ller ' })).toEqual({ ...purchase, reference: 'Müller' });
  expect(read({ ...purchase, reference: ' ' })).not.toHaveProperty('reference');
});

it('[ruling 7] a refusal lists every fault and none of the values', () => {
  const secret = { ...samples[0]?.payload, customerId: 'top-secret', domain: 'hidden value' };
  expect(() => parsePayload(customerCreated, secret)).toThrow(
    /^io\.twotier\.customer\.created\.v1: customerId (?!.*(top-secret|hidden)).*\. domain /,
  );
});

it.each<[string, unknown]>([
  ['takes a property for a class', { constructor: 'x' }],
  ['goes deeper than the stack', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
])('[events] refuses what %s', (_, companyName) =>
  expect(() => parsePayload(customerCreated, { companyName })).toThrow(InvalidPayloadError),
);
