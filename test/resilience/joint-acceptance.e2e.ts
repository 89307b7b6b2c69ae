import { type ApiAnswer } from '../support/clients/api-client.js';
import { Databases } from '../support/platform/databases.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../support/platform/test-platform.js';

const CUSTOMERS = 12;
/** Acceptances that are answered before the kill. */
const KILL_AFTER = 3;
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };

interface StoredCustomer {
  _id: string;
  state: { relationships: { partnerId: string }[] };
}

interface StoredAgreement {
  _id: string;
  state: { acceptances: object[] };
}

describe('kill -9 while customers accept a reseller and its provider', () => {
  let platform: TestPlatform;
  let databases: Databases;
  beforeAll(() => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  it.each([
    ['customers', 'the relationships alone', undefined],
    ['customers', 'the agreement in the same step', contact],
    ['agreements', 'the agreement in the same step', contact],
  ] as const)(
    '[C4] of %s, with %s: each customer has both or none at any time, and both in the end, with its agreement; each is told once',
    async (victim, _, acceptAgreement) => {
      const [provider, reseller] = await platform.partners('indirect-provider', 'indirect-reseller');
      await platform.connect(provider, reseller);
      const both = [provider.tenantId, reseller.tenantId].sort();
      const customers: TestOrganisation[] = [];
      for (let count = 0; count < CUSTOMERS; count++) customers.push(await platform.organisation());
      const joint = { indirectProviderId: provider.tenantId };
      const agent = reseller.user('AdminAgent');
      const links = await Promise.all(
        customers.map(async () =>
          String((await agent.postPatiently('/v1/customers/relationshiprequests', joint)).body.token),
        ),
      );
      const accept = (index: number): Promise<ApiAnswer> =>
        customers[index]!.user('GlobalAdmin').post(`/v1/my/invitations/${links[index]}/accept`, { acceptAgreement });

      let answered = 0;
      let killed: Promise<void> | undefined;
      const service = platform.process(victim);
      await Promise.all(
        customers.map(async (_customer, index) => {
          const answer = await accept(index).catch(() => undefined);
          if (answer?.status === 200 && ++answered === KILL_AFTER) killed = service.kill();
        }),
      );
      await killed;
      const agreements = acceptAgreement ? 1 : 0;
      const connected = await relationshipsOf(customers);
      const accepted = await acceptancesOf(customers);
      for (const [id, partners] of connected) {
        expect([[], both]).toContainEqual(partners);
        if (partners.length > 0) expect(accepted.get(id)).toBe(agreements);
      }
      await service.start();

      for (const index of customers.keys()) {
        await eventually('the repeat', async () => (await accept(index).catch(() => undefined))?.status === 200);
      }
      expect([...(await relationshipsOf(customers)).values()]).toEqual(customers.map(() => both));
      expect([...(await acceptancesOf(customers)).values()]).toEqual(customers.map(() => agreements));
      const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
      try {
        for (const { tenantId } of customers) {
          const told = await eventually('it is told', () => tap.of(tenantId).length > 0 && tap.of(tenantId));
          const types = new Map(told.map(({ headers }) => [headers['ce_id'], headers['ce_type']]));
          expect([...types.values()]).toEqual(['io.twotier.customer.relationship-established.v1']);
        }
      } finally {
        await tap.close();
      }
    },
    180_000,
  );

  /** How often each customer accepted its agreement itself. */
  async function acceptancesOf(customers: TestOrganisation[]): Promise<Map<string, number>> {
    const stored = await databases.all<StoredAgreement>('agreements', 'agreements');
    const countOf = (id: string): number => stored.find(({ _id }) => _id === id)?.state.acceptances.length ?? 0;
    return new Map(customers.map(({ tenantId }) => [tenantId, countOf(tenantId)]));
  }

  /** The partners that each customer has, and none for those that nobody has. */
  async function relationshipsOf(customers: TestOrganisation[]): Promise<Map<string, string[]>> {
    const stored = await databases.all<StoredCustomer>('customers', 'customers');
    return new Map(
      customers.map(({ tenantId }) => {
        const relationships = stored.find(({ _id }) => _id === tenantId)?.state.relationships ?? [];
        return [tenantId, relationships.map(({ partnerId }) => partnerId).sort()];
      }),
    );
  }
});
