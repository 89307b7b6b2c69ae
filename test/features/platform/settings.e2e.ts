import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { Company } from '../../support/scenes/company.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Customer, type Partner } from '../../support/wire/resources.js';

const password = 'Correct horse 1';

describe('an installation that serves HTTPS and approves by itself', () => {
  let platform: TestPlatform;
  let userName: string;

  beforeAll(async () => {
    platform = await TestPlatform.start({
      https: true,
      env: { AUTOMATIC_REVIEW_SECONDS: '0', SWEEP_INTERVAL_SECONDS: '1' },
    });
    const { domain } = await platform.people({ userName: 'ana', roles: ['SalesAgent'], password });
    userName = `ana@${domain}`;
  });
  afterAll(() => platform.stop());

  it('[I2] npm run token prints an access token of the user, and nothing else', async () => {
    const { code, output } = await run([userName], `${password}\n`);
    expect(code).toBe(0);
    expect(decodeJwt(output.trim())).toMatchObject({ upn: userName, roles: ['SalesAgent'], idtyp: 'user' });
  });

  it('[I2] with --refresh it prints the first refresh token, and tells whose it is', async () => {
    const { output, errors } = await run([userName, '--refresh'], `${password}\n`);
    const clientId = /client_id (\S+):/.exec(errors)?.[1] ?? '';
    const form = { grant_type: 'refresh_token', refresh_token: output.trim(), client_id: clientId };
    const url = `${platform.gatewayUrl}/organizations/oauth2/v2.0/token`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({ upn: userName, idtyp: 'user' });
  });

  it('[I2] over HTTPS every address of the issuer is HTTPS, and cookies are sent over nothing else', async () => {
    const issuer = platform.gatewayUrl;
    expect(issuer).toMatch(/^https:\/\/localhost:\d+$/);
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;
    const addresses = Object.entries(document).filter(([name]) => /^issuer$|_(endpoint|uri)$/.test(name));
    expect(addresses.map(([, url]) => String(url).startsWith(issuer))).toEqual(addresses.map(() => true));
    const page = await fetch(`${issuer}/devicelogin`, { headers: { accept: 'text/html' } });
    expect(page.headers.getSetCookie()).not.toHaveLength(0);
    for (const cookie of page.headers.getSetCookie()) expect(cookie).toMatch(/; secure/i);
    await expect(fetch(issuer.replace('https:', 'http:'))).rejects.toThrow();
  });

  it('[I2] takes a new password as a second line where the first is for one sign-in only', async () => {
    const partner = await platform.partner('direct-bill');
    const { body } = await partner.user('AdminAgent').postPatiently<Customer>('/v1/customers', newCustomer());
    const admin = `admin@${body.companyProfile.domain}`;
    const { output } = await run([admin], `${body.userCredentials.password}\nChosen one 1\n`);
    expect(decodeJwt(output.trim()).upn).toBe(admin);
    expect((await run([admin], 'Chosen one 1')).code).toBe(0);
  });

  it.each([
    ['without a name', [], '', /Usage: npm run token/],
    ['with an unknown option', ['ana@nowhere.example', '--forever'], '', /Usage: npm run token/],
    ['with a wrong password', ['ana@nowhere.example'], 'x\n', /user name or the password is wrong/],
    ['without a password', ['ana@nowhere.example'], '', /user name or the password is wrong/],
  ])('[I2] says what is wrong %s', async (_, args, input, message) => {
    const { code, output, errors } = await run(args, input);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(message);
  });

  it('[I2] says that nobody answers', async () => {
    const { code, errors } = await run([userName], password, 'http://127.0.0.1:1');
    expect([code, errors]).toEqual([1, expect.stringContaining('Nobody answers at http://127.0.0.1:1.')]);
  });

  it('[I2] setting up a tenant tells the tokens of all its users, however many', async () => {
    const users = Array.from({ length: 1_000 }, (_, index) => ({ userName: `user${index}`, roles: ['SalesAgent'] }));
    const { tokens } = await platform.people(...users);
    expect(tokens.size).toBe(users.length);
  });

  it('[E7] approves an enrolment by itself, after its delay', async () => {
    const company = await Company.signUp(platform);
    await company.confirmed(platform);
    await eventually('the approval', async () => (await company.current()).body.status === 'active');
    const profile = await eventually('the partner', async () => {
      const answer = await company.admin.get('/v1/profiles/organization');
      return answer.status === 200 && answer.body;
    });
    expect(profile).toMatchObject({ companyName: 'Alder Resale', domain: company.domain, culture: 'en-US' });
    const legal = '/v1/profiles/legalbusiness';
    await company.admin.put(legal, { ...company.legalProfile, companyName: 'Alder Group' });
    await eventually('the new name', async () => {
      const { body } = await company.admin.get<Partner>(`${legal}?vettingVersion=LastFinalized`);
      return body.companyName === 'Alder Group';
    });
  });

  async function run(
    args: string[],
    input: string,
    url = platform.gatewayUrl,
  ): Promise<{ code: number; output: string; errors: string }> {
    const child = spawn(process.execPath, ['tools/programs/token.ts', ...args], {
      env: { ...process.env, PUBLIC_URL: url, NODE_EXTRA_CA_CERTS: platform.rootCertificate },
    });
    child.stdin.end(input);
    const exited = new Promise<number>((resolve) => child.once('close', resolve));
    const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { code, output, errors };
  }
});
