import { Kafka, logLevel } from 'kafkajs';
import { parsePayload, type StateContract } from '#lib/contracts';
import { customerState } from '#contracts/customers/customer/customer.v1';
import { orderState } from '#contracts/customers/ordering/order.v1';
import { subscriptionState } from '#contracts/customers/ordering/subscription.v1';
import { agreementState } from '#contracts/agreements/agreement.v1';
import { partnerAgreementState } from '#contracts/agreements/partner-agreement.v1';
import { partnerState } from '#contracts/enrollment/partner/partner.v1';
import { partnershipState } from '#contracts/relationships/partnership.v1';
import { userState } from '#contracts/identity/user.v1';
import { type ApiClient } from '../../support/clients/api-client.js';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, customerTemplate, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { Databases, isPublished, type Published } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer, type Order, type Subscription } from '../../support/wire/resources.js';

/** A kind of resource, as Kafka numbers it. */
const TOPIC = 2;
const services = ['identity', 'enrollment', 'relationships', 'customers', 'agreements'];

describe('topics of states', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let states: EventTap;
  let partner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    databases = new Databases(platform);
    states = await EventTap.open(
      platform.kafkaBrokers,
      services.map((service) => `${platform.prefix}.${service}.state`),
    );
    partner = await platform.partner('direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await states.close();
    await databases.close();
    await platform.stop();
  });

  /** What compaction would leave of a key: the last one. Of another service the same id is another thing. */
  function lastOf({ service }: Pick<StateContract, 'service'>, key: string): TappedEvent | undefined {
    const topic = `${platform.prefix}.${service}.state`;
    return states.events.findLast((state) => state.topic === topic && state.key === key);
  }

  /** The state of a key once it is so. */
  async function stateOf<Payload extends object>(
    contract: StateContract<Payload>,
    key: string,
    isSo: (state: Payload) => boolean = () => true,
  ): Promise<TappedEvent> {
    const state = await eventually(`the state ${contract.name} of ${key}`, () => {
      const last = lastOf(contract, key);
      return last?.data && isSo(last.data as Payload) && last;
    });
    expect(state.headers['ce_type']).toBe(contract.type);
    expect(parsePayload(contract, state.data)).toMatchObject(state.data);
    return state;
  }

  const isGone = (contract: Pick<StateContract, 'name' | 'service'>, key: string): Promise<TappedEvent> =>
    eventually<TappedEvent | undefined | false>(`the ${contract.name} ${key} is gone`, () => {
      const last = lastOf(contract, key);
      return last?.data === null && last;
    });

  async function orderedCustomer(): Promise<{ path: string; customerId: string; subscription: string; order: string }> {
    const customerId = (await agent.post('/v1/customers', newCustomer())).body.id;
    const path = `/v1/customers/${customerId}`;
    await agent.post(`${path}/agreements`, attestation());
    const { body } = await agent.post<Order>(`${path}/orders`, newOrder({ friendlyName: 'For Tania' }));
    return { path, customerId, subscription: body.lineItems[0].subscriptionId, order: body.id };
  }

  it('[events] say of a customer, its subscriptions and orders what the API answers, after each change', async () => {
    const { path, customerId, subscription, order } = await orderedCustomer();
    const customer = (await agent.get<Customer>(path)).body;
    const ordered = (await agent.get<Order>(`${path}/orders/${order}`)).body;
    const first = await stateOf(customerState, customerId);
    expect(first.data).toEqual({
      customerId,
      companyName: customer.companyProfile.companyName,
      domain: customer.companyProfile.domain,
      country: customer.billingProfile.defaultAddress.country,
      cloud: 'Global',
      relationships: [
        { partnerId: partner.tenantId, since: expect.stringMatching(/Z$/) as string, associatedPartnerIds: [] },
      ],
      adminPrivileges: [partner.tenantId],
      qualifications: [],
    });
    expect((await stateOf(orderState, order)).data).toMatchObject({
      customerId,
      orderedAt: ordered.creationDate,
      lineItems: [{ offerId: 'offer-1', quantity: 1, subscriptionId: subscription }],
    });
    const { billingProfile } = customer;
    const companyName = `${customer.companyProfile.companyName} renamed`;
    await agent.put(`${path}/profiles/billing`, { ...billingProfile, companyName });
    const renamed = await stateOf(customerState, customerId, (state) => state.companyName === companyName);
    expect(Number(renamed.headers['ce_stateversion'])).toBeGreaterThan(Number(first.headers['ce_stateversion']));
    await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'suspended' });
    const suspended = await stateOf(subscriptionState, subscription, ({ status }) => status === 'suspended');
    const answered = (await agent.get<Subscription>(`${path}/subscriptions/${subscription}`)).body;
    expect(suspended.data).toMatchObject({
      subscriptionId: subscription,
      customerId,
      friendlyName: answered.friendlyName,
      quantity: answered.quantity,
      status: answered.status,
      createdAt: answered.creationDate,
      commitmentEndDate: answered.commitmentEndDate,
    });
  });

  it('[events] have the envelope of events, whose sequence says which of them are included', async () => {
    const { customerId } = await orderedCustomer();
    const { headers } = await stateOf(customerState, customerId);
    expect(headers).toMatchObject({
      ce_specversion: '1.0',
      ce_id: `${customerId}@${headers['ce_stateversion']}`,
      ce_source: '/services/customers',
      ce_subject: customerId,
      ce_sequence: '1',
      ce_dataschema: `${platform.issuer}/schemas/${customerState.type}.json`,
    });
  });

  it('[C6] a customer that is deleted leaves tombstones: of itself, its subscriptions and its users', async () => {
    const { path, customerId, subscription } = await orderedCustomer();
    const { body } = await agent.get(`${path}/users`);
    const userId = String(body.items[0]?.id);
    await stateOf(userState, userId);
    await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'suspended' });
    expect((await agent.delete(path)).status).toBe(204);
    const gone = [
      await isGone(customerState, customerId),
      await isGone(subscriptionState, subscription),
      await isGone(userState, userId),
    ];
    for (const { headers } of gone) {
      expect(JSON.stringify(headers)).not.toMatch(/onmicrosoft|dataschema/);
    }
    const told = await databases.all('identity', 'tenants', { _id: customerId });
    await eventually('the tenant is purged, whose domain is free then', async () =>
      told.length === 0 ? true : (await databases.all('identity', 'tenants', { _id: customerId })).length === 0,
    );
  });

  it('[I3] a user is told of until it cannot be restored any more', async () => {
    const boss = partner.user('GlobalAdmin');
    const names = { userName: 'quillon', firstName: 'Quillon', lastName: 'Hill', roles: ['SalesAgent'] };
    const { id } = (await boss.post('/v1/users', names)).body;
    expect((await stateOf(userState, id)).data).toMatchObject({ tenantId: partner.tenantId, roles: ['SalesAgent'] });
    expect((await boss.delete(`/v1/users/${id}`)).status).toBe(204);
    const deleted = await stateOf(userState, id, ({ deletedAt }) => deletedAt !== undefined);
    expect(deleted.data).toMatchObject({ roles: [], licenses: [] });
    const longAgo = { 'state.deletedUsers.$[].deletedAt': new Date(Date.now() - 31 * 24 * 60 * 60 * 1_000) };
    await databases.change('identity', 'tenants', { _id: partner.tenantId }, longAgo);
    await isGone(userState, id);
  });

  it('[R2] [A3] say of partners, agreements and partnerships what their services answer', async () => {
    expect((await stateOf(partnerState, partner.tenantId)).data).toMatchObject({
      partnerType: 'direct-bill',
      status: 'active',
      mpnId: partner.mpnId,
    });
    const signed = await eventually('the signature', () =>
      states.events.findLast(
        ({ headers, data }) =>
          headers['ce_type'] === partnerAgreementState.type && data?.partnerId === partner.tenantId,
      ),
    );
    expect(parsePayload(partnerAgreementState, signed.data)).toMatchObject({ agreementId: signed.key });
    const { customerId } = await orderedCustomer();
    expect((await stateOf(agreementState, customerId)).data).toEqual({
      customerId,
      confirmations: [
        {
          templateId: customerTemplate,
          agreementType: 'MicrosoftCustomerAgreement',
          method: 'attested',
          partnerId: partner.tenantId,
          dateAgreed: '2024-06-14T00:00:00.000Z',
        },
      ],
    });
    const [provider, reseller] = await platform.partners('indirect-provider', 'indirect-reseller');
    await platform.connect(provider, reseller);
    const partnership = await eventually('the partnership', () =>
      states.events.findLast(
        ({ headers, data }) => headers['ce_type'] === partnershipState.type && data?.resellerId === reseller.tenantId,
      ),
    );
    expect(partnership.data).toMatchObject({ providerId: provider.tenantId, status: 'active', adminAccess: true });
  });

  it('[ruling 7] hold no password, no link and nothing of a person that the API tells partners alone', async () => {
    const created = (await agent.post<Customer>('/v1/customers', newCustomer())).body;
    const asked = (await agent.post('/v1/customers/relationshiprequests', {})).body;
    await stateOf(customerState, created.id);
    const { defaultAddress, email } = created.billingProfile;
    const secrets = [created.userCredentials.password, asked.token, email, defaultAddress.addressLine1];
    const text = JSON.stringify(states.events.map(({ headers, data }) => [headers, data as unknown]));
    for (const secret of secrets) {
      expect(secret).toEqual(expect.stringMatching(/.{5}/));
      expect(text).not.toContain(secret);
    }
  });

  describe('when a service starts', () => {
    let customerId: string;
    let before: TappedEvent;
    let another: TestPlatform;

    beforeAll(async () => {
      ({ customerId } = await orderedCustomer());
      before = await stateOf(customerState, customerId);
      await eventually('all is published', async () => {
        const all = await databases.all<Published>('customers', 'customers', { _id: customerId });
        return all.every(isPublished);
      });
      // As a version left it that had no topics of states.
      await databases.change(
        'customers',
        'customers',
        { _id: customerId },
        { stated: 0, version: 1_000, unstated: [], restate: [] },
      );
      await databases.remove('customers', 'partners', { _id: partner.tenantId });
      await databases.remove('customers', 'projectionbuilds', { _id: 'partners' });
      another = await TestPlatform.behindGateway({ TOPIC_RETENTION_DAYS: '400' }, 'customers');
    }, 120_000);
    afterAll(() => another.stop());

    it('[events] what was written before there were states is told', async () => {
      const again = await eventually('the state comes again', () => {
        const last = lastOf(customerState, customerId);
        return last && (last.offset !== before.offset || last.partition !== before.partition) && last;
      });
      expect(again.data).toEqual(before.data);
      const untold = { _id: customerId, version: { $type: 'int' } };
      expect(await databases.all('customers', 'customers', untold)).toEqual([]);
    });

    it('[events] a projection that is new is built from the states of its owner', async () => {
      const [row] = await eventually('the row is back', async () => {
        const rows = await databases.all('customers', 'partners', { _id: partner.tenantId });
        return rows.length > 0 && rows;
      });
      expect(row).toMatchObject({ partnerType: 'direct-bill', mpnId: partner.mpnId });
    });

    it('[events] its log is kept as long as it is told', () =>
      eventually('the topic is changed', async () => {
        const { 'retention.ms': ms } = await settingsOf(`${platform.prefix}.customers.events`);
        return ms === String(400 * 24 * 60 * 60 * 1_000);
      }));
  });

  it('[events] are compacted, and logs are kept for ever where nothing else is said', async () => {
    expect(await settingsOf(`${platform.prefix}.customers.state`)).toMatchObject({
      'cleanup.policy': 'compact',
      'delete.retention.ms': '2592000000',
      'max.compaction.lag.ms': '86400000',
    });
    expect(await settingsOf(`${platform.prefix}.agreements.events`)).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
    });
  });

  async function settingsOf(topic: string): Promise<Record<string, string>> {
    const kafka = new Kafka({ brokers: platform.kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    try {
      const { resources } = await admin.describeConfigs({
        resources: [{ type: TOPIC, name: topic }],
        includeSynonyms: false,
      });
      const entries = resources[0]?.configEntries ?? [];
      return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
    } finally {
      await admin.disconnect();
    }
  }
});
