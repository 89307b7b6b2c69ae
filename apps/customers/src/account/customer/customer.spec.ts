import { event, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { buryCustomer, createCustomer, type Customer, type NewCustomer } from './customer.js';

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
});
