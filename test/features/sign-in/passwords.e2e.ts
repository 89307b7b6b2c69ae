import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { ApiClient } from '../../support/clients/api-client.js';
import { Browser, type Shown } from '../../../tools/token/browser.js';
import { eventually } from '../../support/eventually.js';
import { SignInScene, password, invalidFields, expectOAuthRefusal, formTokenOf } from './sign-in-scene.js';

describe('who signs in', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.open();
  });

  describe('passwords', () => {
    it('[I2] a wrong password and an unknown user are answered alike', async () => {
      const answers: string[] = [];
      for (const userName of [`bo@${scene.domain}`, `nobody@${scene.domain}`, 'nobody@nowhere.example', 'nobody']) {
        const { browser, page } = await scene.opened();
        const refused = await browser.submit(page, 'Sign in', { userName, password: 'Wrong horse 1' });
        expect([refused.status, refused.alert]).toEqual([400, 'The user name or the password is wrong.']);
        expect(refused.title).toBe('Error: Sign in - Two Tier');
        answers.push(neutral(refused, userName));
      }
      expect(new Set(answers).size).toBe(1);
    });

    it('[I2] too many wrong ones lock a name, known or not, however many at once', async () => {
      const people = await scene.platform.people({ userName: 'eve', roles: [], password });
      for (const userName of [`eve@${people.domain}`, `nobody@${people.domain}`]) {
        const { browser, page } = await scene.opened();
        const attempts = Array.from({ length: 8 }, () =>
          browser.clone().submit(page, 'Sign in', { userName, password: 'Wrong horse 1' }),
        );
        const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
        expect(statuses).toEqual([400, 400, 400, 400, 429, 429, 429, 429]);
        const locked = await browser.submit(page, 'Sign in', { userName: userName.toUpperCase(), password });
        expect([locked.status, locked.alert]).toEqual([
          429,
          'Too many attempts with this user name. Try again in 15 minutes.',
        ]);
        expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
      }
    });

    it('[I2] the right one makes the wrong ones before it forgotten', async () => {
      const people = await scene.platform.people({ userName: 'joe', roles: [], password });
      const userName = `joe@${people.domain}`;
      for (let round = 0; round < 3; round++) {
        const { browser, page } = await scene.opened();
        for (let wrong = 0; wrong < 3; wrong++) await browser.submit(page, 'Sign in', { userName, password: 'x' });
        const right = await browser.submit(page, 'Sign in', { userName, password });
        expect(right.alert).toBe('This application is for the users of another organisation.');
      }
    });

    it('[I2] a one-time password is changed at the first sign-in, by the rules, and then is worth nothing', async () => {
      const { userName, oneTime } = await scene.newCustomerAdmin();
      const client = await scene.commandLine();
      const { browser, page, begun } = await scene.opened(client);
      const change = await browser.submit(page, 'Sign in', { userName, password: oneTime });
      expect(change.title).toBe('Choose a new password - Two Tier');
      expect(invalidFields(change)).toEqual({});
      const button = 'Change password and sign in';
      const passwords = (chosen: string, repeated = chosen): Record<string, string> => ({
        password: oneTime,
        newPassword: chosen,
        repeatedPassword: repeated,
      });
      for (const [chosen, repeated, fault] of [
        ['short', 'short', /8 to 256/],
        ['onlylowercase', 'onlylowercase', /three of these/],
        ['My-Admin-Name', 'My-Admin-Name', /user name/],
        ['Chosen one 1', 'Chosen one 2', /not the same/],
        [oneTime, oneTime, /differ from the current/],
      ] as const) {
        const refused = await browser.submit(change, button, passwords(chosen, repeated));
        expect([refused.status, refused.alert]).toEqual([400, expect.stringMatching(fault)]);
        const problem = expect.stringMatching(fault) as string;
        expect(invalidFields(refused)).toEqual({ newPassword: problem, repeatedPassword: problem });
      }
      const mistyped = await browser.submit(change, button, { ...passwords('Chosen one 1'), password: 'x' });
      expect(invalidFields(mistyped)).toEqual({ password: 'The user name or the password is wrong.' });
      const consent = await browser.submit(change, button, passwords('Chosen one 1'));
      const tokens = await client.finish(await browser.submit(consent, 'Allow'), begun);
      expect(decodeJwt(tokens.access_token)).toMatchObject({ upn: userName, roles: ['GlobalAdmin'] });

      const later = await scene.opened(client);
      const wrong = await later.browser.submit(later.page, 'Sign in', { userName, password: oneTime });
      expect(wrong.alert).toBe('The user name or the password is wrong.');
      const right = await later.browser.submit(later.page, 'Sign in', { userName, password: 'Chosen one 1' });
      expect(right.title).toBe('Allow Two Tier command line? - Two Tier');
    });

    it('[I2] a name is one name in whatever way its domain is written, and is counted as one', async () => {
      const suffix = `.${randomUUID()}.example`;
      const company = { companyName: 'Bücher', domain: `bücher${suffix}`, country: 'DE' };
      const first = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password };
      const created = await new ApiClient(scene.issuer).post('/v1/workaccounts', { ...company, user: first });
      expect(created.status).toBe(201);
      const client = await scene.commandLine();
      const right = await scene.opened(client);
      const consent = await right.browser.submit(right.page, 'Sign in', { userName: `ana@BÜCHER${suffix}`, password });
      expect(consent.title).toBe('Allow Two Tier command line? - Two Tier');
      const { browser, page } = await scene.opened(client);
      for (const label of ['BÜCHER', 'bücher', 'xn--bcher-kva', 'Bücher'])
        await browser.submit(page, 'Sign in', { userName: `ana@${label}${suffix}`, password: 'Wrong horse 1' });
      const userName = `Ana@Bücher${suffix}`;
      expect((await browser.submit(page, 'Sign in', { userName, password })).status).toBe(429);

      const tenant = `/${encodeURIComponent(`Bücher${suffix}`)}/v2.0/.well-known/openid-configuration`;
      expect((await new ApiClient(scene.issuer).get(tenant)).status).toBe(200);
    });

    it('[I2] a password that was changed ends sessions and refresh tokens of the one before', async () => {
      const { userName, oneTime, agent, customerId } = await scene.newCustomerAdmin();
      const client = await scene.commandLine();
      const { browser, page, begun } = await scene.opened(client);
      const change = await browser.submit(page, 'Sign in', { userName, password: oneTime });
      const chosen = { password: oneTime, newPassword: password, repeatedPassword: password };
      const consent = await browser.submit(change, 'Change password and sign in', chosen);
      const tokens = await client.finish(await browser.submit(consent, 'Allow'), begun);
      const next = await client.refresh(tokens.refresh_token!);
      const again = await browser.open((await client.begin()).url.href);
      expect(again.title).toBe('Allow Two Tier command line? - Two Tier');

      const { iat = 0, oid } = decodeJwt<{ oid: string }>(next.access_token);
      await eventually('the next second', () => Math.floor(Date.now() / 1_000) > iat);
      const reset = { passwordProfile: { password: 'Chosen one 2', forceChangePassword: false } };
      expect((await agent.patch(`/v1/customers/${customerId}/users/${oid}`, reset)).status).toBe(200);
      await expectOAuthRefusal('invalid_grant', () => client.refresh(next.refresh_token!));
      const asked = await browser.open((await client.begin()).url.href);
      expect(asked.title).toBe('Sign in - Two Tier');
      const signedIn = await browser.submit(asked, 'Sign in', { userName, password: 'Chosen one 2' });
      expect(signedIn.title).toBe('Allow Two Tier command line? - Two Tier');
    });
  });

  describe('tenants', () => {
    it('[I2] an application signs in users of its own tenant alone', async () => {
      const others = await scene.platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const { browser, page } = await scene.opened();
      const userName = `zoe@${others.domain}`;
      const refused = await browser.submit(page, 'Sign in', { userName, password });
      expect([refused.status, refused.alert]).toEqual([
        403,
        'This application is for the users of another organisation.',
      ]);
      const guessed = await browser.submit(page, 'Sign in', { userName, password: 'Wrong horse 1' });
      expect(guessed.alert).toBe('The user name or the password is wrong.');
    });

    it('[I2] a browser that is signed in elsewhere has to sign in again', async () => {
      const others = await scene.platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const client = await scene.commandLine();
      const { browser, page } = await scene.opened(client);
      await browser.submit(page, 'Sign in', { userName: `zoe@${others.domain}`, password });
      expect((await browser.open((await scene.ledger.begin()).url.href)).title).toBe('Sign in - Two Tier');
    });

    it("[I2] the tenant in the path is the only one: neither others' users, codes, refresh tokens nor applications", async () => {
      const others = await scene.platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const theirs = `/${others.tenantId}/oauth2`;
      const credentials = { grant_type: 'client_credentials' };
      const app = await scene.tokenOfApp(scene.ledger, credentials, `${theirs}/token`);
      expect([app.status, app.body.error]).toEqual([400, 'unauthorized_client']);
      const { refresh_token: refresh } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      const user = await scene.tokenOfApp(
        scene.ledger,
        { grant_type: 'refresh_token', refresh_token: refresh! },
        `${theirs}/token`,
      );
      expect([user.status, user.body.error]).toEqual([400, 'invalid_grant']);

      const { url } = await scene.ledger.begin();
      const shown = await new Browser(scene.issuer).open(url.href.replace('/organizations/', `/${others.tenantId}/`));
      expect(shown.parameters.get('error')).toBe('unauthorized_client');

      const client = await scene.commandLine();
      const { url: any } = await client.begin();
      const browser = new Browser(scene.issuer);
      const page = await browser.open(any.href.replace('/organizations/', `/${others.domain}/`));
      const refused = await browser.submit(page, 'Sign in', { userName: `bo@${scene.domain}`, password });
      expect(refused.status).toBe(403);
    });
  });
});

/** A page without what differs from sign-in to sign-in. */
function neutral(page: Shown, userName: string): string {
  const id = /sign-in\/([^/?]+)/.exec(page.url)?.[1] ?? '';
  return page.text.replaceAll(id, 'id').replaceAll(formTokenOf(page), 'token').replaceAll(userName, 'name');
}
