import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { following, readRecording, send, toBeSent, type Answer } from '../../tools/demo/recorded-request.js';
import { ApiClient } from '../support/clients/api-client.js';
import { customerTemplate, uniqueDomain } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

const recordings = [
  { feature: 'C5', name: '01-list-customers', status: 200 },
  { feature: 'C1', name: '02-create-customer', status: 201 },
  { feature: 'C5', name: '03-get-customer', status: 200 },
  { feature: 'C5', name: '04-list-customers-page', status: 200 },
  { feature: 'A1', name: '05-agreement-metadata', status: 200 },
  { feature: 'C8', name: '06-order', status: 201 },
  { feature: 'A3', name: '07-attest-agreement', status: 201 },
  { feature: 'A4', name: '08-get-agreements', status: 200 },
  { feature: 'C9', name: '09-subscribed-skus', status: 200 },
  { feature: 'C9', name: '10-license-update', status: 201 },
  { feature: 'C9', name: '11-user-licenses', status: 200 },
] as const;
type Name = (typeof recordings)[number]['name'];

/** What the SDK's enums hold: it fails on any other text, and on another casing. */
const enums: Record<string, string[]> = {
  relationshipToPartner: ['none', 'reseller'],
  billingCycle: ['none', 'monthly', 'annual', 'one_time', 'unknown'],
  status: ['completed', 'pending', 'cancelled', 'unknown'],
  licenseGroupId: ['none', 'group1', 'group2'],
};
const dates = ['creationDate', 'dateAgreed'];

describe("the requests of Microsoft's SDK for Java", () => {
  const correlationId = randomUUID();
  const domain = uniqueDomain();
  let platform: TestPlatform;
  let token: string;
  let customerId: string;
  /** The customer's admin. */
  let userId: string;
  let refusedOrder: Answer;
  const answers = new Map<Name, Answer>();
  const requestIds = new Map<Name, string>();

  beforeAll(async () => {
    platform = TestPlatform.shared();
    // The reseller on record in the recorded order.
    await platform.partner('indirect-reseller', { mpnId: '4847383' });
    token = (await platform.partner('direct-bill')).user('AdminAgent').token ?? '';
    await replay('02-create-customer');
    customerId = String(answerTo('02-create-customer').body.id);
    userId = String((await new ApiClient(origin(), token).get(`/v1/customers/${customerId}/users`)).body.items[0]?.id);
    await replay('06-order');
    refusedOrder = answerTo('06-order');
    await replay('07-attest-agreement');
    const rest = recordings.filter(({ name }) => !['02-create-customer', '07-attest-agreement'].includes(name));
    for (const { name } of rest) await replay(name);
  }, 120_000);
  afterAll(() => platform.stop());

  it.each(recordings)('[$feature] $name goes out as it was recorded, byte for byte', async ({ name }) => {
    const recording = readFileSync(join('test', 'fixtures', 'sdk-traffic', `${name}.http`), 'utf8').trimEnd();
    const bytes = recording.replaceAll('\n', '\r\n') + (recording.includes('\n\n') ? '' : '\r\n\r\n');
    expect(await sentBytes(name)).toBe(bytes);
  });

  it.each(recordings)('[$feature] $name gets an answer that the SDK can read', ({ name, status }) => {
    const answer = answerTo(name);
    expect([answer.status, faultsIn(answer.body)]).toEqual([status, []]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'ms-correlationid': correlationId,
      'ms-requestid': requestIds.get(name),
    });
  });

  it('[A7] the order gets a refusal that the SDK can read, until the agreement is confirmed', () => {
    expect([refusedOrder.status, faultsIn(refusedOrder.body)]).toEqual([403, []]);
    expect(refusedOrder.body).toMatchObject({
      code: 13605,
      description: expect.stringContaining('Microsoft Customer Agreement') as string,
      data: [],
      source: 'PartnerFD',
    });
  });

  it('[C1] a created customer carries what was sent, and its credentials in this one answer', () => {
    const created = answerTo('02-create-customer').body;
    expect(created).toMatchObject({
      commerceId: customerId,
      companyProfile: { tenantId: customerId, domain, companyName: 'Test co' },
      billingProfile: {
        language: 'en',
        culture: 'en-US',
        companyName: 'Test co',
        email: 'a@b.c',
        defaultAddress: { country: 'US', city: 'Redmond', state: 'WA', addressLine1: 'One Way', postalCode: '98052' },
      },
      relationshipToPartner: 'reseller',
      allowDelegatedAccess: true,
      userCredentials: { userName: 'admin', password: expect.stringMatching(/.{12,}/) as string },
      attributes: { objectType: 'Customer' },
    });
    const { userCredentials: _once, ...customer } = created as unknown as Record<string, unknown>;
    expect(answerTo('03-get-customer').body).toEqual(customer);
  });

  it('[A1] there is exactly one template of the customer agreement', () => {
    expect(answerTo('05-agreement-metadata').body.items).toEqual([
      {
        templateId: customerTemplate,
        agreementType: 'MicrosoftCustomerAgreement',
        agreementLink: 'https://aka.ms/customeragreement',
        versionRank: 0,
      },
    ]);
  });

  it('[A3] the confirmation is answered, and retrieved, as it was sent', () => {
    const confirmation = {
      primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 's@example.com', phoneNumber: '1234567890' },
      dateAgreed: '2024-06-14T00:00:00.000Z',
      templateId: customerTemplate,
      type: 'MicrosoftCustomerAgreement',
    };
    expect(answerTo('07-attest-agreement').body).toMatchObject(confirmation);
    expect(answerTo('08-get-agreements').body).toMatchObject({ totalCount: 1, items: [confirmation] });
  });

  it('[C8] the order is answered as it was sent', () => {
    expect(answerTo('06-order').body).toMatchObject({
      referenceCustomerId: customerId,
      lineItems: [
        {
          lineItemNumber: 0,
          quantity: 1,
          partnerIdOnRecord: '4847383',
          offerId: '031C9E47-4802-4248-838E-778FB1D2CC05',
        },
      ],
      status: 'completed',
      attributes: { objectType: 'Order', etag: expect.any(String) as string },
    });
  });

  it('[C9] the licence of what was ordered is assigned', () => {
    const skuId = '031C9E47-4802-4248-838E-778FB1D2CC05';
    expect(answerTo('09-subscribed-skus').body.items).toMatchObject([
      { availableUnits: 1, activeUnits: 1, consumedUnits: 0, productSku: { id: skuId, licenseGroupId: 'group1' } },
    ]);
    expect(answerTo('10-license-update').body).toMatchObject({ licensesToAssign: [{ skuId }], licenseWarnings: [] });
    expect(answerTo('11-user-licenses').body).toMatchObject({ totalCount: 1, items: [{ productSku: { id: skuId } }] });
  });

  it('[C5] pages are followed as the SDK does: the link behind /v1/, with the headers that it names', async () => {
    const others = [await create(), await create()];
    const request = toBeSent(readRecording('04-list-customers-page'), here());
    const seen: string[] = [];
    let answer = await send(request, origin());
    while (answer.status === 200 && seen.length < 10) {
      const { items, links, continuationToken } = answer.body;
      expect(items).toHaveLength(1);
      expect(faultsIn(answer.body)).toEqual([]);
      seen.push(String(items[0]?.id));
      if (!links.next) break;
      expect(links.next.headers).toEqual([{ key: 'MS-ContinuationToken', value: continuationToken }]);
      const next = following(request, links.next);
      expect(next.path).toMatch(/^\/v1\/\/customers\?/);
      answer = await send(next, origin());
    }
    expect(seen.sort()).toEqual([customerId, ...others].sort());
  });

  it('[C5] a seek sends the token without a size, and gets a page of the size that it began with', async () => {
    await create();
    const request = toBeSent(readRecording('04-list-customers-page'), here());
    const first = (await send(request, origin())).body;
    const headers = [{ key: 'MS-ContinuationToken', value: String(first.continuationToken) }];
    const seek = following(request, { uri: 'customers?seekOperation=Next', headers });
    const second = (await send(seek, origin())).body;
    expect(second.items).toHaveLength(1);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  async function replay(name: Name): Promise<void> {
    const now = { ...here(), customerId, userId, domain };
    requestIds.set(name, now.requestId);
    answers.set(name, await send(toBeSent(readRecording(name), now), origin()));
  }

  async function create(): Promise<string> {
    const now = { ...here(), domain: uniqueDomain() };
    return String((await send(toBeSent(readRecording('02-create-customer'), now), origin())).body.id);
  }

  function here(): { host: string; token: string; correlationId: string; requestId: string } {
    return { host: new URL(origin()).host, token, correlationId, requestId: randomUUID() };
  }

  function origin(): string {
    return platform.gatewayUrl;
  }

  function answerTo(name: Name): Answer {
    return answers.get(name)!;
  }
});

/** What arrives at a server when the recorded request is sent unchanged. */
async function sentBytes(name: Name): Promise<string> {
  let received = '';
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      received += chunk.toString();
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await send(readRecording(name), `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => server.close(resolve));
  return received;
}

/** Everything in an answer that the SDK would drop or fail on. */
function faultsIn(value: unknown, path = ''): string[] {
  if (value === null) return [`${path} is null`];
  if (Array.isArray(value)) return value.flatMap((item, index) => faultsIn(item, `${path}[${index}]`));
  if (typeof value !== 'object') return [];
  const resource = value as Record<string, unknown>;
  return [
    ...Object.entries(resource).flatMap(([key, item]) => [
      ...keyFaults(key, item).map((fault) => `${path}.${key}: ${fault}`),
      ...faultsIn(item, `${path}.${key}`),
    ]),
    ...collectionFaults(resource).map((fault) => `${path || 'collection'}: ${fault}`),
  ];
}

function keyFaults(key: string, item: unknown): string[] {
  const allowed = enums[key];
  return [
    ...(/^[a-z][A-Za-z0-9]*$/.test(key) ? [] : ['is not camelCase']),
    ...(allowed && !allowed.includes(String(item)) ? [`${String(item)} is not in the enum`] : []),
    ...(dates.includes(key) && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(item)) ? ['is no date'] : []),
    ...(key === 'links' ? Object.values(item as object).flatMap(linkFaults) : []),
  ];
}

function linkFaults(link: { uri?: unknown; method?: unknown; headers?: unknown }): string[] {
  return [
    ...(/^\/(?!v1\b)/.test(String(link.uri)) ? [] : [`${String(link.uri)} is not relative to the version`]),
    ...(link.method === 'GET' ? [] : ['a link without a method']),
    ...(Array.isArray(link.headers) ? [] : ['a link without headers']),
  ];
}

function collectionFaults({ attributes, items, totalCount, links }: Record<string, unknown>): string[] {
  if ((attributes as { objectType?: string } | undefined)?.objectType !== 'Collection') return [];
  return [
    ...(Array.isArray(items) && items.length === totalCount ? [] : ['items and totalCount do not agree']),
    ...(typeof links === 'object' ? [] : ['no links']),
  ];
}
