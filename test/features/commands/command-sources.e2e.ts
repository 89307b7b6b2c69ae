import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { SendingPlatform } from '../../support/clients/sending-platform.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Application } from '../../support/wire/resources.js';

describe('sources of commands', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let other: TestOrganisation;
  let admin: ApiClient;
  let appId: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [partner, other] = await platform.partners('direct-bill', 'direct-bill');
    admin = partner.user('GlobalAdmin');
    appId = String((await admin.post<Application>('/v1/applications', { displayName: 'CRM' })).body.appId);
  });
  afterAll(() => platform.stop());

  it('[ruling 45] are registered for an application, with the roles that they get, listed and removed', async () => {
    const source = sourceOf('listed');
    const { status, body } = await register({ source, roles: ['SalesAgent'] });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        source,
        roles: ['SalesAgent'],
        registeredDate: expect.any(String),
        attributes: { objectType: 'CommandSource' },
      },
    ]);
    expect((await admin.get(path())).body.items).toContainEqual(body);
    expect((await register({ source, roles: ['AdminAgent'] })).body).toMatchObject({
      id: body.id,
      roles: ['AdminAgent'],
    });
    expect((await other.user('GlobalAdmin').get(path())).status).toBe(404);
    expect((await other.user('GlobalAdmin').delete(`${path()}/${body.id}`)).status).toBe(404);
    expect((await admin.delete(`${path()}/${body.id}`)).status).toBe(204);
    expect((await admin.delete(`${path()}/${body.id}`)).status).toBe(404);
    expect((await admin.get(path())).body.items).toEqual([]);
  });

  it.each<[string, () => object, string, RegExp]>([
    [
      'of another tenant’s domain',
      () => ({ source: `https://${other.tenantId}.example/crm` }),
      '400/2000',
      /domain of your tenant/,
    ],
    ['that are no URI', () => ({ source: 'crm' }), '400/2000', /must be a URI/],
    ['with blanks', () => ({ source: `${sourceOf('a b')}` }), '400/2000', /without blanks/],
    ['with the operator’s role', () => ({ source: sourceOf('x'), roles: ['Operator'] }), '400/2000', /roles/],
  ])('[ruling 45] %s are refused', async (_, request, expected, description) => {
    const answer = await register(request());
    expect([outcome(answer), answer.body.description]).toEqual([expected, expect.stringMatching(description)]);
  });

  it('[ruling 45] get the role GlobalAdmin from a Global admin alone', async () => {
    const request = { source: sourceOf('admin'), roles: ['GlobalAdmin'] };
    expect(outcome(await partner.user('AdminAgent').post(path(), request))).toBe('403/900150');
    expect((await register(request)).status).toBe(201);
    expect(outcome(await partner.user('SalesAgent').post(path(), request))).toBe('403/900150');
  });

  it('[ruling 45] belong to one application', async () => {
    const source = sourceOf('one');
    await register({ source });
    const another = String((await admin.post<Application>('/v1/applications', { displayName: 'ERP' })).body.appId);
    expect(outcome(await admin.post(path(another), { source }))).toBe('409/2000');
    expect((await admin.post(path(randomUUID()), { source })).status).toBe(404);
  });

  it('[ruling 45] that are removed send no more commands', async () => {
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    const sending = await SendingPlatform.register(platform, tap, partner, { roles: [] });
    try {
      const create = (): Promise<{ data: { code?: number; customerId?: string } }> =>
        sending.send('customers', 'customer.create', randomUUID(), newCustomer());
      expect((await create()).data.customerId).toBeDefined();
      const [source] = (await admin.get(path(sending.appId))).body.items as { id: string }[];
      await admin.delete(`${path(sending.appId)}/${source?.id}`);
      await eventually('a command is refused', async () => (await create()).data.code === 2032);
    } finally {
      await sending.close();
      await tap.close();
    }
  });

  function register(request: object): Promise<ApiAnswer> {
    return admin.post(path(), request);
  }

  function path(id = appId): string {
    return `/v1/applications/${id}/commandsources`;
  }

  function sourceOf(name: string): string {
    return `https://${partner.tenantId}.example/${name}`;
  }
});

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}
