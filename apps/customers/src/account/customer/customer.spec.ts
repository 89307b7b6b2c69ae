import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { customerCreated } from '#contracts/customers/customer-created.v1';
import { type Order, type OrderLineItem } from '../../ordering/order/order.js';
import {
  buryCustomer,
  completeOrder,
  createCustomer,
  reserveOrder,
  type Customer,
  type NewCustomer,
} from './customer.js';

const customerId = '0a1b2c3d-0000-4000-8000-000000000001';
const provider = '0a1b2c3d-0000-4000-8000-00000000000a';
const otherPartner = '0a1b2c3d-0000-4000-8000-00000000000b';
const now = new Date('2026-03-01T08:00:00.000Z');

const newCustomer: NewCustomer = {
  id: customerId,
  domain: 'contoso.onmicrosoft.com',
  billingProfile: {
    id: 'billing-1',
    email: 'ana@mail.example',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso GmbH',
    firstName: 'Anabel',
    lastName: 'Silveira',
    defaultAddress: {
      country: 'DE',
      city: 'Berlin',
      addressLine1: 'Am Ufer 1',
      firstName: 'Bertram',
      lastName: 'Kowalski',
      phoneNumber: '+49 30 1234567',
    },
  },
};

const customer: Customer = {
  id: customerId,
  status: 'active',
  companyName: 'Contoso GmbH',
  companyNameFolded: 'contoso gmbh',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  cloud: 'Global',
  billingProfile: newCustomer.billingProfile,
  relationships: [
    { partnerId: otherPartner, since: now, associatedPartnerIds: [], subscriptions: ['subscription-0'] },
    { partnerId: provider, since: now, associatedPartnerIds: [], subscriptions: [] },
  ],
  formerPartners: [],
  adminPrivileges: [otherPartner, provider],
  subscriptions: [
    {
      ...{ id: 'subscription-0', partnerId: otherPartner, orderId: 'order-0', offerId: 'offer-1', quantity: 3 },
      ...{ status: 'active', billingCycle: 'annual', createdAt: now, supporters: [] },
    },
  ],
  reservedOrders: [],
  pendingConnections: [],
};

const line = (changes: Partial<OrderLineItem> = {}): OrderLineItem => ({
  lineItemNumber: 0,
  offerId: 'offer-1',
  subscriptionId: 'subscription-1',
  quantity: 1,
  ...changes,
});
const orderOf = (partnerId: string, ...lineItems: OrderLineItem[]): Order => ({
  id: 'order-1',
  customerId,
  partnerId,
  billingCycle: 'monthly',
  lineItems,
  createdAt: now,
});
const order = orderOf(provider, line());
const renewal = line({ lineItemNumber: 1, subscriptionId: 'subscription-0', renewsTo: 'subscription-0' });
const reserved: Customer = { ...customer, reservedOrders: [order, { ...order, id: 'order-2' }] };

describe('createCustomer', () => {
  const createIn = (cloud: Customer['cloud']): ReturnType<typeof createCustomer> =>
    createCustomer(newCustomer, { partnerId: provider, cloud }, now);

  it('[C1] creates an active customer and tells about it', () =>
    given()
      .when(() => createIn('Global'))
      .thenState({
        id: customerId,
        status: 'active',
        billingProfile: newCustomer.billingProfile,
        reservedOrders: [],
        pendingConnections: [],
      })
      .then(
        event(customerCreated, {
          customerId,
          companyName: 'Contoso GmbH',
          domain: 'contoso.onmicrosoft.com',
          country: 'DE',
          cloud: 'Global',
          relationships: [{ partnerId: provider, since: '2026-03-01T08:00:00.000Z', associatedPartnerIds: [] }],
        }),
      ));

  it('[C1] gives delegated admin privileges to the partners, unless they ask for none', () => {
    const shared = { ...newCustomer, associatedPartnerId: otherPartner };
    for (const [details, adminPrivileges] of [
      [shared, [provider, otherPartner]],
      [{ ...shared, withoutAdminPrivileges: true }, []],
    ] as const)
      given()
        .when(() => createCustomer(details, { partnerId: provider, cloud: 'Global' }, now))
        .thenState({ adminPrivileges });
  });

  it('[C1] gives the creating partner, and nobody else, a relationship', () => {
    const decision = createIn('Global');
    expect(decision).toHaveProperty('state.relationships', [
      { partnerId: provider, since: now, associatedPartnerIds: [], subscriptions: [] },
    ]);
  });

  it('[C1] for a reseller gives both a relationship, in the same write', () => {
    const decision = createCustomer(
      { ...newCustomer, associatedPartnerId: otherPartner },
      { partnerId: provider, cloud: 'Global' },
      now,
    );
    expect(decision).toHaveProperty('state.relationships', [
      { partnerId: provider, since: now, associatedPartnerIds: [otherPartner], subscriptions: [] },
      { partnerId: otherPartner, since: now, associatedPartnerIds: [provider], subscriptions: [] },
    ]);
  });

  it('[R9] puts the customer into the cloud of its partner', () => {
    given()
      .when(() => createIn('China'))
      .thenState({ cloud: 'China' });
  });

  it('[C5] keeps the name for searching without regard to case', () => {
    given()
      .when(() => createIn('Global'))
      .thenState({ companyName: 'Contoso GmbH', companyNameFolded: 'contoso gmbh' });
  });

  it('[C1] publishes what the contract describes, and no e-mail, phone, address or name of a person', () => {
    const decision = createIn('Global');
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    const json = JSON.stringify(decision.events[0]?.data);
    const payload = parsePayload(customerCreated, JSON.parse(json));
    expect(JSON.parse(JSON.stringify(payload))).toStrictEqual(JSON.parse(json));
    for (const personal of ['mail.example', 'Anabel', 'Silveira', 'Bertram', 'Kowalski', '1234567', 'Am Ufer'])
      expect(json).not.toContain(personal);
  });
});

describe('reserveOrder', () => {
  it('[C8] holds the subscriptions in the relationship of the partner that orders, and publishes nothing yet', () =>
    given(customer)
      .when((state) => reserveOrder(state, order, true))
      .thenState({
        relationships: [
          { partnerId: otherPartner, subscriptions: ['subscription-0'] },
          { partnerId: provider, subscriptions: ['subscription-1'] },
        ],
        reservedOrders: [order],
      })
      .then());

  it('[C8] starts a subscription with what its line says, and leaves those of others alone', () => {
    const lines = [line({ friendlyName: 'Mail', quantity: 5, termDuration: 'P1Y', partnerIdOnRecord: '4847383' })];
    given(customer)
      .when((state) => reserveOrder(state, orderOf(provider, ...lines), true))
      .thenState({
        subscriptions: [
          customer.subscriptions[0],
          {
            ...{ id: 'subscription-1', partnerId: provider, orderId: 'order-1', offerId: 'offer-1', quantity: 5 },
            ...{ friendlyName: 'Mail', termDuration: 'P1Y', partnerIdOnRecord: '4847383' },
            ...{ status: 'active', billingCycle: 'monthly', createdAt: now, supporters: [] },
          },
        ],
      });
  });

  it('[C8] goes on with the subscription that a line renews, by what the line says', () =>
    given(customer)
      .when((state) =>
        reserveOrder(state, orderOf(otherPartner, { ...renewal, quantity: 7, termDuration: 'P3Y' }), true),
      )
      .thenState({
        subscriptions: [
          {
            ...customer.subscriptions[0],
            quantity: 7,
            billingCycle: 'monthly',
            termDuration: 'P3Y',
            orderId: 'order-0',
          },
        ],
      })
      .then());

  it('[C8] puts another reseller on record with a renewal that names one, and keeps it otherwise', () => {
    const [known] = customer.subscriptions;
    const recorded: Customer = { ...customer, subscriptions: [{ ...known!, partnerIdOnRecord: '1' }] };
    for (const [named, kept] of [
      [{ partnerIdOnRecord: '2' }, '2'],
      [{}, '1'],
    ] as const)
      given(recorded)
        .when((state) => reserveOrder(state, orderOf(otherPartner, { ...renewal, ...named }), true))
        .thenState({ subscriptions: [{ partnerIdOnRecord: kept }] });
  });

  it('[C8] refuses more subscriptions than a document should hold', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => line({ subscriptionId: `subscription-${index + 1}` }));
    const orders = [many.slice(0, 1_000), many].map((lines) => orderOf(provider, ...lines));
    expect(reserveOrder(customer, orders[0]!, true).outcome).toBe('happened');
    given(customer)
      .when((state) => reserveOrder(state, orders[1]!, true))
      .thenRejected(faults.invalidArgument, /1000/);
  });

  it('[C8] keeps what was reserved and held before', () => {
    const second = { ...order, id: 'order-9', lineItems: [line({ subscriptionId: 'subscription-9' })] };
    const held = reserveOrder(customer, order, true);
    if (held.outcome !== 'happened') throw new Error('Nothing happened.');
    given(held.state)
      .when((state) => reserveOrder(state, second, true))
      .thenState({
        relationships: [{}, { subscriptions: ['subscription-1', 'subscription-9'] }],
        reservedOrders: [order, second],
      });
  });

  it.each([
    ['a new purchase', [line()]],
    ['a new purchase beside a renewal', [line(), renewal]],
  ])('[A7] refuses %s with 13605 until the agreement is confirmed', (_, lines) =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, ...lines), false))
      .thenRejected(
        { status: 403, code: 13605 },
        /^Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or the customer must accept the Microsoft Customer Agreement in the Microsoft Admin Center before you can complete this purchase$/,
      ),
  );

  it('[C8] never refuses a renewal with 13605, and holds the renewed subscription once', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, renewal), false))
      .thenState({ relationships: [{ subscriptions: ['subscription-0'] }, {}] })
      .then());

  it('[C8] refuses to renew a subscription twice', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, renewal, { ...renewal, lineItemNumber: 2 }), true))
      .thenRejected({ status: 400, code: 2000 }, /once/));

  it('[C8] refuses to renew what is no active subscription of the partner', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(provider, renewal), true))
      .thenRejected({ status: 400, code: 2000 }, /subscription-0/));

  it.each([
    ['with the agreement confirmed', true],
    ['before it says anything of the agreement', false],
  ])('[C8] refuses a partner without a relationship with 20002, %s', (_, confirmed) =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf('stranger', line()), confirmed))
      .thenRejected(
        { status: 403, code: 20002 },
        `^The partner id stranger has no commerce relationship with the customer id ${customerId}.$`,
      ),
  );
});

describe('completeOrder', () => {
  it('[C8] lets that reservation go, and no other', () => {
    given(reserved)
      .when((state) => completeOrder(state, 'order-1'))
      .thenState({ reservedOrders: [{ id: 'order-2' }], relationships: customer.relationships });
  });

  it('[C8] completing an order that is not reserved any more changes nothing', () =>
    given(reserved)
      .when((state) => completeOrder(state, 'order-3'))
      .thenNothingHappened());
});

describe('buryCustomer', () => {
  it('[C1] bars the id: a customer of nobody, that tells nobody', () =>
    given()
      .when(() => buryCustomer(customerId))
      .thenState({
        id: customerId,
        status: 'tombstone',
        domain: '',
        relationships: [],
        reservedOrders: [],
        pendingConnections: [],
      })
      .then());

  it('[C8] nobody can order for a tombstone', () => {
    const buried = buryCustomer(customerId);
    if (buried.outcome !== 'happened') throw new Error('Nothing happened.');
    given(buried.state)
      .when((state) => reserveOrder(state, order, true))
      .thenRejected(faults.noRelationship);
  });
});
