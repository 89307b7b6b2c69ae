import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Browser, type Shown } from '../../../tools/token/browser.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { OAuthClient, type Begun } from '../../support/clients/oauth-client.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Application, type Customer } from '../../support/wire/resources.js';
import { type TokenAnswer } from '../../support/wire/body.js';

export const password = 'Correct horse 1';

/** A tenant with the users Ana, a Global admin, and Bo, an agent; and an application of it. */
export class SignInScene {
  private constructor(
    readonly platform: TestPlatform,
    readonly tenantId: string,
    readonly domain: string,
    readonly admin: ApiClient,
    readonly ledger: OAuthClient,
  ) {}

  static async open(): Promise<SignInScene> {
    const platform = TestPlatform.shared();
    const { tenantId, domain, tokens } = await platform.people(
      { userName: 'ana', roles: ['GlobalAdmin'], password },
      { userName: 'Bo', roles: ['SalesAgent', 'AdminAgent'], password },
    );
    const admin = new ApiClient(platform.gatewayUrl, tokens.get('ana'));
    return new SignInScene(platform, tenantId, domain, admin, await OAuthClient.register(admin));
  }

  get issuer(): string {
    return this.platform.gatewayUrl;
  }

  /** A browser on the first page of a sign-in. */
  async opened(
    client = this.ledger,
    changes: Record<string, string> = {},
  ): Promise<{ browser: Browser; page: Shown; begun: Begun }> {
    const browser = new Browser(this.issuer);
    const begun = await client.begin(changes);
    return { browser, begun, page: await browser.open(begun.url.href) };
  }

  /** Bo signs in. */
  signInOn(browser: Browser, page: Shown): Promise<Shown> {
    return browser.submit(page, 'Sign in', { userName: `bo@${this.domain}`, password });
  }

  /** Bo signs in, and allows what the application asks for. */
  async allow(browser: Browser, page: Shown): Promise<Shown> {
    return browser.submit(await this.signInOn(browser, page), 'Allow');
  }

  form<T = TokenAnswer>(
    path: string,
    fields: Record<string, string | undefined>,
    token?: string,
  ): Promise<ApiAnswer<T>> {
    const given = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return new ApiClient(this.issuer, token).send('POST', path, new URLSearchParams(given).toString(), headers);
  }

  async registered(): Promise<{ appId: string; secret: string }> {
    const request = { displayName: 'A daemon', redirectUris: ['https://ledger.example/back'] };
    return (await this.admin.post<Application>('/v1/applications', request)).body;
  }

  tokenOfApp(
    client: OAuthClient,
    fields: Record<string, string>,
    path = '/organizations/oauth2/token',
  ): Promise<ApiAnswer<TokenAnswer>> {
    return this.form(path, { client_id: client.appId, client_secret: client.secret, ...fields });
  }

  /** The application that is in every tenant. */
  commandLine(): Promise<OAuthClient> {
    const appId = 'c0000000-0000-4000-8000-0000000000c1';
    return OAuthClient.discover(this.issuer, { appId }, 'http://127.0.0.1:49152/callback');
  }

  /** The admin of a customer that was just created, who has a one-time password. */
  async newCustomerAdmin(): Promise<{ userName: string; oneTime: string; agent: ApiClient; customerId: string }> {
    const agent = (await this.platform.partner('direct-bill')).user('AdminAgent');
    const { status, body } = await agent.postPatiently<Customer>('/v1/customers', newCustomer());
    expect(status).toBe(201);
    const { userName, password: oneTime } = body.userCredentials;
    return { userName: `${userName}@${body.companyProfile.domain}`, oneTime, agent, customerId: body.id };
  }
}

export function formTokenOf(page: Shown): string {
  return page.root.querySelector('input[name=formToken]')?.getAttribute('value') ?? '';
}

/** The fields that a page calls wrong, with what it says of each. */
export function invalidFields({ root }: Shown): Record<string, string> {
  const fields = root.querySelectorAll('[aria-invalid=true]').map((field) => {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    const alerts = ids.map((id) => root.querySelector(`[role=alert]#${id}`)?.text.trim() ?? '');
    return [field.id, alerts.join('')];
  });
  return Object.fromEntries(fields) as Record<string, string>;
}

export async function expectOAuthRefusal(error: string, act: () => Promise<unknown>): Promise<void> {
  await expect(act()).rejects.toMatchObject({ error });
}
