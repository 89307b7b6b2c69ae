import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type CustomerUser } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const json = { 'content-type': 'application/json' };

describe("a customer's users", () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let otherPartner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [partner, otherPartner] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
  });

  const password = 'Ripe-plums-7';
  const company = '62e90394-69f5-4237-9190-012177145e10';
  const billing = 'b0f54661-2d74-4c50-afa3-1ec803f12efe';

  it('[C9] are added with a one-time password, shown, changed and deleted', async () => {
    const { path, domain } = await createWithDomain();
    const request = { userPrincipalName: `Bo@${domain}`, firstName: 'Bo', lastName: 'Reed' };
    const added = await agent.post<CustomerUser>(`${path}/users`, request);
    expect(added.status).toBe(201);
    const { passwordProfile, ...user } = added.body;
    expect(user).toEqual({
      id: expect.stringMatching(guid) as string,
      userPrincipalName: `bo@${domain}`,
      firstName: 'Bo',
      lastName: 'Reed',
      displayName: 'Bo Reed',
      usageLocation: 'US',
      userDomainType: 'none',
      state: 'active',
      links: { self: { uri: `${path.slice(3)}/users/${user.id}`, method: 'GET', headers: [] } },
      attributes: { objectType: 'CustomerUser' },
    });
    expect(passwordProfile).toEqual({
      password: expect.stringMatching(/^.{12,}$/) as string,
      forceChangePassword: true,
    });
    const { items } = (await agent.get<Page<CustomerUser>>(`${path}/users/`)).body;
    expect(items.map(({ displayName }) => displayName).sort()).toEqual(['Bo Reed', 'admin']);
    expect((await agent.get(`${path}/users/${user.id}`)).body).toEqual(user);

    const changes = {
      DisplayName: 'Bo R.',
      UsageLocation: 'gu',
      UserPrincipalName: `reed@${domain}`,
      FirstName: null,
    };
    const changed = await agent.send('PATCH', `${path}/users/${user.id}`, JSON.stringify(changes), json);
    const now = { displayName: 'Bo R.', usageLocation: 'GU', userPrincipalName: `reed@${domain}` };
    expect([changed.status, changed.body]).toEqual([200, { ...user, ...now }]);
    const deleted = await agent.send('DELETE', `${path}/users/${user.id}`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    const gone = await agent.get(`${path}/users/${user.id}`);
    expect([gone.status, gone.body.code]).toEqual([404, 60002]);
  });

  it('[C9] are added once by a repeated request, with a password that is not told again', async () => {
    const { path, domain } = await createWithDomain();
    const passwordProfile = { password, forceChangePassword: false };
    const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed', passwordProfile };
    const headers = { 'ms-requestid': randomUUID() };
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => agent.post<CustomerUser>(`${path}/users`, request, headers)),
    );
    for (const answer of answers) {
      expect([answer.status, answer.body]).toEqual([201, answers[0]?.body]);
      expect([answer.body.passwordProfile, answer.text.includes(password)]).toEqual([
        { forceChangePassword: false },
        false,
      ]);
    }
    expect((await agent.get(`${path}/users`)).body.totalCount).toBe(2);
    expect((await agent.post(`${path}/users`, request)).status).toBe(409);
  });

  it.each<[string, object, string]>([
    ['of another domain', { userPrincipalName: 'bo@contoso.com' }, "must end with the customer's domain"],
    ['with a name that is none', { userPrincipalName: 'b o@contoso.com' }, 'userPrincipalName must be'],
    ['with a weak password', { passwordProfile: { password: 'plums' } }, 'passwordProfile.password'],
  ])('[C9] %s are refused', async (_, changes, text) => {
    const { path, domain } = await createWithDomain();
    const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed', ...changes };
    const { status, body } = await agent.post(`${path}/users`, request);
    expect([status, body.code, body.description]).toEqual([400, 2000, expect.stringContaining(text)]);
    expect(body.description).not.toContain('plums');
  });

  it('[C9] [C6] are for the partner with admin privileges, after its relationship too, until these end', async () => {
    const { path } = await createWithDomain();
    const stranger = otherPartner.user('AdminAgent');
    const refused = await stranger.get(`${path}/users`);
    expect([refused.status, refused.body.code]).toEqual([403, 2032]);
    expect((await partner.user('SalesAgent').get(`${path}/users`)).body.code).toBe(900150);
    expect((await partner.user('HelpdeskAgent').get(`${path}/users`)).status).toBe(200);
    const [admin] = (await agent.get(`${path}/users`)).body.items as [{ id: string }];
    expect((await agent.send('DELETE', `${path}/users/${admin.id}`)).status).toBe(409);

    const patch = (body: object): Promise<ApiAnswer> => agent.send('PATCH', path, JSON.stringify(body), json);
    expect((await patch({ relationshipToPartner: 'none' })).status).toBe(200);
    expect((await agent.get(path)).status).toBe(404);
    expect((await agent.get(`${path}/users`)).status).toBe(200);
    expect((await patch({ allowDelegatedAccess: false })).status).toBe(200);
    expect((await agent.get(`${path}/users`)).body.code).toBe(2032);
  });

  it('[C9] that were deleted are found by their state, and restored with what they had', async () => {
    const { path, domain } = await createWithDomain();
    const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed' };
    const { passwordProfile: _, ...user } = (await agent.post<CustomerUser>(`${path}/users`, request)).body;
    const one = `${path}/users/${user.id}`;
    const restore = (changes: object = {}): Promise<ApiAnswer> =>
      agent.patch(one, { State: 'Active', Attributes: { ObjectType: 'CustomerUser' }, ...changes });
    const listed = async (state: string): Promise<object[]> => {
      const filter = JSON.stringify({ Field: 'UserState', Value: state, Operator: 'equals' });
      return (await agent.get(`${path}/users?size=500&filter=${encodeURIComponent(filter)}`)).body.items;
    };
    expect((await restore()).body).toEqual(user);
    await agent.post(`${path}/directoryroles/${billing}/usermembers`, { id: user.id });
    expect((await agent.patch(one, { state: 'inactive' })).body.description).toMatch(/^state: delete the user/);
    expect((await agent.delete(one)).status).toBe(204);
    expect(await listed('Active')).toHaveLength(1);
    const softDeletionTime = expect.any(String) as string;
    expect(await listed('Inactive')).toEqual([{ ...user, state: 'inactive', softDeletionTime }]);
    const untouched = await agent.patch(one, { displayName: 'Bo R.' });
    expect([untouched.status, untouched.body.code, untouched.body.description]).toEqual([
      404,
      60002,
      expect.stringContaining('send state "active"'),
    ]);

    expect((await agent.post(`${path}/users`, request)).status).toBe(201);
    expect((await restore()).body.description).toContain('is taken');
    const back = await restore({ UserPrincipalName: `reed@${domain}` });
    expect([back.status, back.body]).toEqual([200, { ...user, userPrincipalName: `reed@${domain}` }]);
    expect((await agent.get(`${one}/directoryroles`)).body.items).toMatchObject([{ id: billing }]);
    expect(await listed('Inactive')).toEqual([]);
  });

  it('[C9] are sorted as it is asked for; what cannot be asked for is refused', async () => {
    const { path, domain } = await createWithDomain();
    for (const [name, displayName] of [
      ['bo', 'Zoe'],
      ['al', 'Yan'],
    ])
      await agent.post(`${path}/users`, {
        userPrincipalName: `${name}@${domain}`,
        firstName: 'A',
        lastName: 'B',
        displayName,
      });
    const names = async (query: string, token = ''): Promise<[string[], string]> => {
      const { items, continuationToken } = (
        await agent.get<Page<CustomerUser>>(`${path}/users?${query}`, { 'ms-continuationtoken': token })
      ).body;
      return [items.map(({ displayName }) => displayName), String(continuationToken)];
    };
    expect((await names('size=0&sortField=DisplayName&sortDirection=Descending'))[0]).toEqual(['Zoe', 'Yan', 'admin']);
    const [first, token] = await names('size=2&sortField=UserPrincipalName');
    expect([first, (await names('seekOperation=Next', token))[0]]).toEqual([['admin', 'Yan'], ['Zoe']]);
    for (const query of [
      'sortField=Age',
      'sortField=DisplayName&sortDirection=Up',
      'filter={"Field":"Age","Value":"1","Operator":"equals"}',
    ]) {
      const { status, body } = await agent.get(`${path}/users?${encodeURI(query)}`);
      expect([status, body.code]).toEqual([400, 2000]);
    }
  });

  it('[C9] have directory roles, whose members are shown, added and removed', async () => {
    const { path, domain } = await createWithDomain();
    const { id } = (
      await agent.post(`${path}/users`, { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed' })
    ).body;
    const roles = await agent.get(`${path}/directoryroles`);
    expect([roles.status, roles.body.items]).toEqual([
      200,
      [
        { id: company, name: 'Company Administrator', attributes: { objectType: 'DirectoryRole' } },
        { id: billing, name: 'Billing Administrator', attributes: { objectType: 'DirectoryRole' } },
      ],
    ]);
    const members = `${path}/directoryroles/${company.toUpperCase()}/usermembers`;
    const [admin] = (await agent.get(members)).body.items;
    expect(admin).toMatchObject({ userPrincipalName: `admin@${domain}`, roleId: company });
    // As .NET's SDK sends it.
    const member = {
      Id: id,
      DisplayName: 'Bo Reed',
      UserPrincipalName: `bo@${domain}`,
      Attributes: { ObjectType: 'UserMember' },
    };
    const added = await agent.post(members, member);
    expect([added.status, added.body]).toEqual([
      201,
      {
        id,
        displayName: 'Bo Reed',
        userPrincipalName: `bo@${domain}`,
        roleId: company,
        attributes: { objectType: 'UserMember' },
      },
    ]);
    expect((await agent.get(`${path}/users/${id}/directoryroles`)).body.items).toEqual([roles.body.items[0]]);
    expect((await agent.get(members)).body.totalCount).toBe(2);
    expect((await agent.delete(`${members}/${admin?.id}`)).status).toBe(204);
    const last = await agent.delete(`${members}/${id}`);
    expect([last.status, last.body.description]).toEqual([409, expect.stringContaining('last Global admin')]);
    expect((await agent.post(members, { ...member, DisplayName: 'Somebody' })).body.description).toContain(
      'displayName',
    );
    expect((await agent.post(members, { id: randomUUID() })).body.code).toBe(60002);
    const unknown = await agent.get(`${path}/directoryroles/${randomUUID()}/usermembers`);
    expect([unknown.status, unknown.body.description]).toEqual([404, expect.stringContaining(billing)]);
  });

  async function createWithDomain(): Promise<{ path: string; domain: string }> {
    const domain = uniqueDomain();
    const { status, body } = await agent.postPatiently('/v1/customers', newCustomer({ domain }));
    expect(status).toBe(201);
    return { path: `/v1/customers/${body.id}`, domain };
  }
});
