import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../process/program.ts';
import { trust } from '../../platform/tls/trust.ts';
import { findSession } from './connection.ts';

const DEFAULT_URL = 'http://localhost:3000';
const AUDIENCE = 'https://api.partnercenter.microsoft.com';
const PAUSE_MS = 2_000;
/** A token is replaced before it ends. */
const MARGIN_MS = 60_000;
/** Of what may come by itself: too many requests, and a platform or a part of it that is away. */
const LATER = [429, 502, 503, 504];

interface Page<Item> {
  items: Item[];
  links: { next?: { uri: string; headers: { key: string; value: string }[] } };
}

export interface ApiOptions {
  signal: AbortSignal;
  /** Is told what is waited for; undefined when it goes on. */
  onWait: (reason: string | undefined) => void;
}

/**
 * The public API, as whom the environment says: TOKEN; or CLIENT_ID, CLIENT_SECRET and TENANT of an application; or, of the platform of
 * `npm start`, its demo's partner. It waits for what is away, and goes on.
 */
export class PartnerApi {
  readonly url: string;
  readonly #options: ApiOptions;
  #token?: { value: string; until: number };

  constructor(options: ApiOptions) {
    const session = findSession();
    trust(session.rootCertificate);
    this.#options = options;
    this.url = (process.env.PUBLIC_URL ?? session.gatewayUrl ?? DEFAULT_URL).replace(/\/+$/, '');
  }

  /** All items of a list, page by page: each once, while others come and go. */
  async *list<Item>(path: string): AsyncGenerator<Item[]> {
    let page = await this.get<Page<Item>>(path);
    while (page) {
      yield page.items;
      const { next } = page.links;
      if (!next) return;
      const headers = next.headers.map(({ key, value }) => [key, value] as const);
      page = await this.get<Page<Item>>(`/v1${next.uri}`, Object.fromEntries(headers));
    }
  }

  /**
   * What is at a path; undefined where the partner has nothing there, or not any more.
   * @throws Failure for any other refusal
   */
  async get<Body>(path: string, headers: Record<string, string> = {}): Promise<Body | undefined> {
    const answer = await this.#patiently(async () => {
      const authorization = `Bearer ${await this.#accessToken()}`;
      return fetch(`${this.url}${path}`, { headers: { ...headers, authorization }, signal: this.#options.signal });
    });
    if (answer.ok) return (await answer.json()) as Body;
    const { code, description } = (await answer.json().catch(() => ({}))) as { code?: number; description?: string };
    if (answer.status === 404 || code === 20002) return undefined;
    throw new Failure(`${this.url} answers ${answer.status} to GET ${path}: ${code ?? ''} ${description ?? ''}`);
  }

  async #patiently(send: () => Promise<Response>): Promise<Response> {
    const { signal, onWait } = this.#options;
    for (;;) {
      const answer = await send().catch((error: unknown) => {
        signal.throwIfAborted();
        if (error instanceof Failure) throw error;
        return error as Error;
      });
      if (answer instanceof Response && !LATER.includes(answer.status)) {
        onWait(undefined);
        return answer;
      }
      const isAnswer = answer instanceof Response;
      onWait(isAnswer ? `${this.url}, which answers ${answer.status}` : `${this.url}: ${answer.message}`);
      const seconds = isAnswer ? Number(answer.headers.get('retry-after')) : 0;
      await delay(seconds > 0 ? seconds * 1_000 : PAUSE_MS, undefined, { signal });
    }
  }

  async #accessToken(): Promise<string> {
    const { TOKEN, CLIENT_ID, CLIENT_SECRET, TENANT } = process.env;
    if (TOKEN) return TOKEN;
    if (CLIENT_ID && CLIENT_SECRET && TENANT) {
      if (!this.#token || this.#token.until < Date.now()) {
        this.#token = await this.#tokenOf(TENANT, CLIENT_ID, CLIENT_SECRET);
      }
      return this.#token.value;
    }
    const demo = findSession().users?.find(({ partnerType }) => partnerType === 'direct-bill');
    if (!demo) throw new Failure('Set TOKEN; or CLIENT_ID, CLIENT_SECRET and TENANT of your application.');
    return demo.token;
  }

  async #tokenOf(tenant: string, id: string, secret: string): Promise<{ value: string; until: number }> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      resource: AUDIENCE,
    });
    const url = `${this.url}/${encodeURIComponent(tenant)}/oauth2/token`;
    const answer = await fetch(url, { method: 'POST', body, signal: this.#options.signal });
    const told = (await answer.json().catch(() => ({}))) as Record<string, string | undefined>;
    if (!told['access_token']) {
      if (LATER.includes(answer.status)) throw new Error(`answers ${answer.status}`);
      throw new Failure(`The application gets no token: ${told['error_description'] ?? answer.status}`);
    }
    return { value: told['access_token'], until: Date.now() + Number(told['expires_in']) * 1_000 - MARGIN_MS };
  }
}
