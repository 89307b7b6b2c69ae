import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome, filteredBy, continuing } from '../../support/wire/answers.js';
import { invitations } from './invitations.js';
import { type User, type Order } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

type Call = () => Promise<ApiAnswer>;

describe('what partners take away again', () => {
  let platform: TestPlatform;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.relationships.events`]);
  }, 180_000);
  afterAll(() => tap.close());

  describe('administrator access', () => {
    it('[R2] lets the provider’s Admin agents manage the reseller’s users, until the reseller takes it away', async () => {
      const [one, other, stranger] = await platform.partners(
        'indirect-provider',
        'indirect-reseller',
        'indirect-provider',
      );
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const users = `/v1/users?tenantId=${other.tenantId.toUpperCase()}`;
      const admins = await agent.get<Page<User>>(users);
      expect(admins.body.items.map(({ userPrincipalName }) => userPrincipalName)).toContain(
        `globaladmin@${other.tenantId}.example`,
      );
      const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', roles: ['SalesAgent'] };
      const added = await agent.post<User>(users, user);
      expect([added.status, added.body.userPrincipalName]).toEqual([201, `ana@${other.tenantId}.example`]);
      const path = `/v1/users/${added.body.id}`;
      expect(outcome(await agent.send('PUT', `${path}/roles/GlobalAdmin?tenantId=${other.tenantId}`))).toBe(
        '403/900150',
      );
      expect(outcome(await one.user('GlobalAdmin').get(users))).toBe('403/900150');
      expect(outcome(await stranger.user('AdminAgent').get(users))).toBe('403/2032');
      const page = await agent.get(`${users}&size=1`);
      const next = await agent.get<Page<User>>(`/v1${page.body.links.next?.uri}`, continuing(page));
      expect(next.body.items[0]?.userPrincipalName).toContain(other.tenantId);

      const access = `/v1/partnerships/${one.tenantId}/adminaccess`;
      expect(outcome(await agent.send('DELETE', `/v1/partnerships/${other.tenantId}/adminaccess`))).toBe('403/900150');
      expect((await other.user('GlobalAdmin').send('DELETE', access)).status).toBe(204);
      expect((await other.user('GlobalAdmin').send('DELETE', access)).status).toBe(204);
      expect(outcome(await agent.get(users))).toBe('403/2032');
      expect(outcome(await agent.send('DELETE', `${path}?tenantId=${other.tenantId}`))).toBe('403/2032');
      expect((await agent.get(`/v1/partnerships/${other.tenantId}`)).body).toMatchObject({
        status: 'active',
        adminAccess: false,
      });

      await platform.connect(one, other);
      expect((await agent.get(users)).status).toBe(200);
    });
  });

  describe('ending', () => {
    it.each(['provider', 'reseller'])(
      '[R7] by the %s stops new orders of both, is visible to both, and undone by a new invitation',
      async (side) => {
        const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
        await platform.connect(one, other);
        const agent = one.user('AdminAgent');
        const { id } = (await agent.post('/v1/customers', { ...newCustomer(), associatedPartnerId: other.tenantId }))
          .body;
        await agent.post(`/v1/customers/${id}/agreements`, attestation());
        const orders = `/v1/customers/${id}/orders`;
        const onRecord = newOrder({ partnerIdOnRecord: other.mpnId });
        const bought = await agent.post<Order>(orders, newOrder());
        expect([bought.status, (await agent.post(orders, onRecord)).status]).toEqual([201, 201]);

        const [ending, ended] = side === 'provider' ? [one, other] : [other, one];
        const path = `/v1/partnerships/${ended.tenantId}`;
        for (let time = 0; time < 2; time++)
          expect((await ending.user('AdminAgent').send('DELETE', `${path}?reason=We%20part`)).status).toBe(204);
        for (const order of [newOrder(), onRecord]) expect(outcome(await agent.post(orders, order))).toBe('403/900149');
        const { subscriptionId } = bought.body.lineItems[0];
        expect((await agent.post(orders, newOrder({ renewsTo: { subscriptionId } }))).status).toBe(201);
        const through = { ...newCustomer(), associatedPartnerId: other.tenantId };
        expect(outcome(await agent.post('/v1/customers', through))).toBe('403/900149');
        for (const [organisation, partner] of [
          [one, other],
          [other, one],
        ] as const) {
          const user = organisation.user('SalesAgent');
          expect((await user.get(`/v1/partnerships/${partner.tenantId}`)).body).toMatchObject({
            status: 'ended',
            adminAccess: false,
            endedBy: ending.tenantId,
            reason: 'We part',
          });
          expect((await user.get('/v1/relationships')).body.items).toEqual([]);
          expect((await user.get('/v1/partnerships')).body.items).toEqual([]);
          expect((await user.get('/v1/partnerships?status=ended')).body.totalCount).toBe(1);
          expect((await user.get(`/v1/customers/${id}`)).status).toBe(200);
        }
        const told = await eventually('its event', () =>
          tap.events.find(
            ({ data, headers }) =>
              headers['ce_type'] === 'io.twotier.partnership.ended.v1' && data.providerId === one.tenantId,
          ),
        );
        expect(told.data).toMatchObject({ reason: 'We part', changedBy: { partnerId: ending.tenantId } });

        await platform.connect(one, other);
        expect((await agent.post(orders, newOrder())).status).toBe(201);
      },
    );

    it.each([
      ['the provider alone', 0],
      ['it together with another reseller', 1],
    ])('[R7] stops orders for a customer until that accepts %s; what was shared stays so', async (_, others) => {
      const [one, other, next] = await platform.partners('indirect-provider', 'indirect-reseller', 'indirect-reseller');
      await platform.connect(one, other);
      await platform.connect(one, next);
      const customer = await platform.organisation();
      const path = `/v1/customers/${customer.tenantId}`;
      const agent = one.user('AdminAgent');
      const acceptFrom = async (reseller?: TestOrganisation): Promise<void> => {
        const query = reseller ? `?indirectResellerId=${reseller.tenantId}` : '';
        const { url } = (await agent.get(`/v1/customers/relationshiprequests${query}`)).body;
        const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}/accept`;
        expect((await customer.user('GlobalAdmin').post(link, {})).status).toBe(200);
      };
      await acceptFrom(other);
      await agent.post(`${path}/agreements`, attestation());
      await agent.delete(`/v1/partnerships/${other.tenantId}`);
      const onRecord = newOrder({ partnerIdOnRecord: other.mpnId });
      expect(outcome(await agent.post(`${path}/orders`, newOrder()))).toBe('403/900149');
      await acceptFrom(others === 0 ? undefined : next);
      expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
      expect(outcome(await agent.post(`${path}/orders`, onRecord))).toBe('403/900149');

      const resellers = [other, next].slice(0, 1 + others).map(({ tenantId }) => tenantId);
      const ids = ({ body }: ApiAnswer): string[] => body.items.map(({ id }: { id: string }) => id);
      expect(new Set(ids(await agent.get(`${path}/relationships`)))).toEqual(new Set(resellers));
      for (const reseller of [other, next]) {
        const expected = resellers.includes(reseller.tenantId) ? [customer.tenantId] : [];
        const query = filteredBy({ Field: 'IndirectReseller', Value: reseller.tenantId, Operator: 'starts_with' });
        for (const list of [`/v1/customers${query}`, `/v1/partnerships/${reseller.tenantId}/customers`])
          expect(ids(await agent.get(list))).toEqual(expected);
      }
    });

    it('[R7] under load: nothing that began after the end was acknowledged is accepted, neither an order nor a joint invitation', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const { id } = (await agent.post('/v1/customers', { ...newCustomer(), associatedPartnerId: other.tenantId }))
        .body;
      await agent.post(`/v1/customers/${id}/agreements`, attestation());
      const standing = `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${one.tenantId}`;
      const { url } = (await other.user('AdminAgent').get(standing)).body;
      const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}/accept`;
      const acceptances: (() => Promise<ApiAnswer>)[] = [];
      for (let count = 0; count < 3; count++) {
        const customer = await platform.organisation();
        acceptances.push(() => customer.user('GlobalAdmin').post(link, {}));
      }
      const [accept, acceptFirst, acceptLate] = acceptances as [Call, Call, Call];

      let acknowledged = false;
      /** Calls again and again, until what began after the end was acknowledged is answered. */
      const race = async (call: Call): Promise<{ late: boolean; answer: ApiAnswer }[]> => {
        const answers: { late: boolean; answer: ApiAnswer }[] = [];
        while (!answers.at(-1)?.late) {
          const late = acknowledged;
          const answer = await call();
          // A busy machine: nothing was changed.
          if (answer.status !== 503) answers.push({ late, answer });
        }
        return answers;
      };
      const order = (): Promise<ApiAnswer> => agent.post(`/v1/customers/${id}/orders`, newOrder());
      const racing = [order, order, order, accept].map(race);
      expect([(await order()).status, (await acceptFirst()).status]).toEqual([201, 200]);
      expect((await other.user('GlobalAdmin').send('DELETE', `/v1/partnerships/${one.tenantId}`)).status).toBe(204);
      acknowledged = true;
      const answers = (await Promise.all([...racing, race(acceptLate)])).flat();
      const late = answers.filter((answered) => answered.late);
      expect(late.length).toBeGreaterThanOrEqual(5);
      for (const { answer } of late) expect(outcome(answer)).toBe('403/900149');
    });
  });

  it('[ruling 22] depends on the role: who may invite, look, end and take access away', async () => {
    const [provider, reseller, directBill] = await platform.partners(
      'indirect-provider',
      'indirect-reseller',
      'direct-bill',
    );
    await platform.connect(provider, reseller);
    const calls: [TestOrganisation, string, string, string[]][] = [
      [provider, 'POST', invitations, ['GlobalAdmin', 'AdminAgent', 'SalesAgent']],
      [provider, 'GET', invitations, ['GlobalAdmin', 'AdminAgent', 'SalesAgent']],
      [provider, 'GET', '/v1/partnerships', ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent']],
      [provider, 'GET', '/v1/relationships', ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent']],
      [provider, 'DELETE', `/v1/partnerships/${randomUUID()}`, ['GlobalAdmin', 'AdminAgent']],
      [reseller, 'DELETE', `/v1/partnerships/${randomUUID()}/adminaccess`, ['GlobalAdmin']],
      [
        reseller,
        'GET',
        `/v1/partnerships/${provider.tenantId}/customers`,
        ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
      ],
      [reseller, 'POST', invitations, []],
      [directBill, 'POST', invitations, []],
      [directBill, 'GET', '/v1/partnerships', []],
    ];
    for (const [organisation, method, path, allowed] of calls) {
      for (const role of ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin']) {
        const body = method === 'POST' ? '{}' : undefined;
        const answer = await organisation
          .user(role)
          .send(method, path, body, body && { 'content-type': 'application/json' });
        expect([method, path, role, outcome(answer) === '403/900150']).toEqual([
          method,
          path,
          role,
          !allowed.includes(role),
        ]);
      }
    }
    expect((await new ApiClient(platform.gatewayUrl).get('/v1/partnerships')).status).toBe(401);
  });
});
