import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { type Page } from '../../support/wire/body.js';

interface Item {
  id: string;
  operationType: string;
  resourceType: string;
  customerId?: string;
  [field: string]: unknown;
}

describe('the activity log', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(() => {
    platform = TestPlatform.shared();
  });
  beforeEach(async () => {
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
  });
  afterAll(() => platform.stop());

  const itemsOf = ({ body }: ApiAnswer<Page<Item>>): Item[] => body.items;
  const filtered = (filter: object): string => `/v1/auditrecords?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const ofCustomer = (customerId: string): string =>
    filtered({ Field: 'CustomerId', Value: customerId, Operator: 'equals' });
  const create = async (companyName?: string): Promise<string> =>
    String((await agent.postPatiently('/v1/customers', newCustomer({ companyName }))).body.id);
  const recorded = (path: string, count: number): Promise<Item[]> =>
    eventually(`${count} records`, async () => {
      const items = itemsOf(await agent.get<Page<Item>>(path));
      return items.length >= count && items;
    });

  it('[U1] tells who changed what when, with the old and the new value, the latest first', async () => {
    const correlationId = randomUUID();
    const created = await agent.post('/v1/customers', newCustomer(), { 'ms-correlationid': correlationId });
    const customerId = String(created.body.id);
    await recorded(ofCustomer(customerId), 2);
    const path = `/v1/customers/${customerId}`;
    const profile = (await agent.get(`${path}/profiles/billing`)).body as object;
    await agent.put(`${path}/profiles/billing`, { ...profile, companyName: 'Renamed' });
    await recorded(ofCustomer(customerId), 3);
    await agent.postPatiently(`${path}/agreements`, attestation());
    await recorded(ofCustomer(customerId), 4);
    await agent.postPatiently(`${path}/orders`, newOrder());
    const items = await recorded(ofCustomer(customerId), 5);
    expect(items.map(({ operationType, resourceType }) => [operationType, resourceType])).toEqual([
      ['create_order', 'order'],
      ['create_agreement', 'agreement'],
      ['update_customer_billing_profile', 'customer'],
      ['create_customer_user', 'customer_user'],
      ['add_customer', 'customer'],
    ]);
    expect(items[0]?.['customerName']).toBe('Renamed');
    const [added, renamed] = [items[4], items[2]];
    expect(added).toMatchObject({
      partnerId: partner.tenantId,
      customerId,
      customerName: 'Contoso',
      userPrincipalName: expect.stringContaining('@') as string,
      originalCorrelationId: correlationId,
      operationStatus: 'succeeded',
      operationDate: expect.stringMatching(/Z$/) as string,
      attributes: { objectType: 'AuditRecord' },
    });
    expect(added).not.toHaveProperty('resourceOldValue');
    expect(renamed?.['resourceOldValue']).toBe(added?.['resourceNewValue']);
    expect(JSON.parse(String(renamed?.['resourceNewValue']))).toMatchObject({ customerId, companyName: 'Renamed' });
    expect((await agent.get(`/auditactivity/v1/auditrecords/${String(added?.id)}`)).body).toEqual(added);
  });

  it('[U1] is the partner’s own', async () => {
    const customerId = await create();
    const [record] = await recorded(ofCustomer(customerId), 1);
    const other = stranger.user('AdminAgent');
    expect(itemsOf(await other.get(ofCustomer(customerId)))).toEqual([]);
    expect((await other.get(`/auditactivity/v1/auditrecords/${String(record?.id)}`)).status).toBe(404);
    expect((await partner.user('SalesAgent').get('/v1/auditrecords')).status).toBe(403);
  });

  it('[U1] is searched by company, resource and time', async () => {
    const customerId = await create('Grünwald & Söhne');
    await recorded(ofCustomer(customerId), 1);
    const byName = filtered({ field: 'CompanyName', value: 'WALD &', operator: 'Substring', fieldType: 'String' });
    expect(new Set(itemsOf(await agent.get(byName)).map((item) => item.customerId))).toEqual(new Set([customerId]));
    const byType = filtered({ Field: 'ResourceType', Value: 'CustomerUser', Operator: 'equals' });
    expect((await recorded(byType, 1)).map(({ resourceType }) => resourceType)).toEqual(['customer_user']);
    const day = new Date().toISOString().slice(0, 10);
    const [year, month, dayOfMonth] = day.split('-');
    const today = encodeURIComponent(`${month}/${dayOfMonth}/${year} 00:00:00`);
    expect(itemsOf(await agent.get(`/v1/auditrecords?startDate=${today}&endDate=${today}`)).length).toBeGreaterThan(0);
    expect(itemsOf(await agent.get('/v1/auditrecords?startDate=2020-01-01&endDate=2020-12-31'))).toEqual([]);
  });

  it('[U1] comes in pages, also to Java, which sends the token in the query', async () => {
    const customers = [await create(), await create(), await create()];
    await eventually('all records', async () => {
      const found = itemsOf(await agent.get<Page<Item>>('/v1/auditrecords')).map((item) => item.customerId);
      return customers.every((customerId) => found.includes(customerId));
    });
    // The administrator of each customer has a line, too.
    await recorded(filtered({ Field: 'ResourceType', Value: 'customer_user', Operator: 'equals' }), 3);
    const all = itemsOf(await agent.get<Page<Item>>('/v1/auditrecords'));
    const walked: Item[] = [];
    for (let token: string | undefined, first = true; first || token; first = false) {
      const page = await agent.get<Page<Item>>(
        `/v1/auditrecords?size=2${token ? `&MS-ContinuationToken=${token}` : ''}`,
      );
      walked.push(...itemsOf(page));
      const next = page.body.links.next;
      token = next?.headers[0]?.value;
    }
    expect(walked).toEqual(all);
  });

  it('[U1] has for Java’s SDK no type that it cannot read', async () => {
    const headers = { 'ms-partnercenter-client': 'Partner Center Java SDK' };
    const types = new Set(itemsOf(await agent.get('/v1/auditrecords', headers)).map((item) => item.resourceType));
    const precise = new Set(itemsOf(await agent.get<Page<Item>>('/v1/auditrecords')).map((item) => item.resourceType));
    expect(precise).toContain('partner');
    expect(
      [...types].filter((type) => !['undefined', 'partner_user', 'customer', 'customer_user'].includes(type)),
    ).toEqual([]);
  });
});
