import { parse, type HTMLElement } from 'node-html-parser';

export type Cookie = { name: string; value: string; path: string };

/** What a browser shows, or the address outside of the platform that it was sent to. */
export class Shown {
  readonly url: string;
  /** 0 for an address outside of the platform. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly root: HTMLElement;

  constructor(url: string, status: number, headers: Headers, text: string) {
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.text = text;
    this.root = parse(text);
  }

  get title(): string {
    return this.root.querySelector('title')?.text ?? '';
  }

  /** What the page says went wrong. */
  get alert(): string | undefined {
    return this.root.querySelector('[role=alert]')?.text.trim();
  }

  get parameters(): URLSearchParams {
    return new URL(this.url).searchParams;
  }

  /** Whether the page has a button with this text. */
  has(name: string): boolean {
    return this.button(name) !== undefined;
  }

  button(name: string): HTMLElement | undefined {
    return this.root.querySelectorAll('button').find(({ text }) => text.trim() === name);
  }
}

/** A browser without scripts: it keeps cookies, follows redirects on the platform, and fills in forms. */
export class Browser {
  #cookies: Cookie[] = [];
  #home;

  /** @param home where the platform is; what begins otherwise is not opened */
  constructor(home: string) {
    this.#home = home;
  }

  open(url: string): Promise<Shown> {
    return this.#request(url, { method: 'GET' });
  }

  /** Sends the form of the button with this text, with the fields that are given beside those that it has. */
  submit(page: Shown, name: string, fields: Record<string, string> = {}): Promise<Shown> {
    const button = page.button(name);
    const form = button?.closest('form') ?? page.root.getElementById(button?.getAttribute('form') ?? '');
    if (!button || !form) throw new Error(`There is no button "${name}" on the page "${page.title}".`);
    const values = new URLSearchParams();
    for (const input of form.querySelectorAll('input')) {
      values.set(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    }
    const own = button.getAttribute('name');
    if (own) values.set(own, button.getAttribute('value') ?? '');
    for (const [field, value] of Object.entries(fields)) values.set(field, value);
    return this.post(new URL(form.getAttribute('action') ?? '', page.url).href, values);
  }

  post(url: string, values: URLSearchParams): Promise<Shown> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#request(url, { method: 'POST', headers, body: values.toString() });
  }

  /** Another browser that is as far as this one. */
  clone(): Browser {
    const other = new Browser(this.#home);
    other.#cookies = [...this.#cookies];
    return other;
  }

  async #request(
    url: string,
    init: { method: string; headers?: Record<string, string>; body?: string },
  ): Promise<Shown> {
    if (!url.startsWith(this.#home)) return new Shown(url, 0, new Headers(), '');
    const cookie = this.#cookiesFor(new URL(url).pathname);
    const headers = { ...init.headers, accept: 'text/html', ...(cookie && { cookie }) };
    const response = await fetch(url, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    if (location) return this.open(new URL(location, url).href);
    const page = new Shown(url, response.status, response.headers, await response.text());
    const refresh = page.root.querySelector('meta[http-equiv=refresh]')?.getAttribute('content') ?? '';
    const next = /url=(.*)$/.exec(refresh)?.[1];
    return next ? this.open(next) : page;
  }

  #cookiesFor(path: string) {
    const sent = this.#cookies.filter((cookie) => path.startsWith(cookie.path));
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** @param line of a `Set-Cookie` header */
  #keep(line: string) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const valueOf = (form: RegExp) => attributes.map((each) => form.exec(each)?.[1]).find(Boolean);
    const path = valueOf(/^path=(.*)/i) ?? '/';
    const expires = valueOf(/^expires=(.*)/i);
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (!expires || Date.parse(expires) > Date.now()) this.#cookies.push({ name, value, path });
  }
}
