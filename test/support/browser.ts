import { parse, type HTMLElement } from 'node-html-parser';

interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** What a browser shows, or the address outside of the platform that it was sent to. */
export class Shown {
  readonly root: HTMLElement;

  constructor(
    readonly url: string,
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {
    this.root = parse(text);
  }

  get title(): string {
    return this.root.querySelector('title')?.text ?? '';
  }

  get alert(): string | undefined {
    return this.root.querySelector('[role=alert]')?.text.trim();
  }

  get parameters(): URLSearchParams {
    return new URL(this.url).searchParams;
  }
}

/** A browser without scripts: it keeps cookies, follows redirects on the platform, and fills in forms. */
export class Browser {
  private cookies: Cookie[] = [];

  constructor(private readonly home: string) {}

  open(url: string): Promise<Shown> {
    return this.request(url, { method: 'GET' });
  }

  /** Sends a page's form that has a button of this name, with the fields that are given beside those that it has. */
  submit(page: Shown, button: string, fields: Record<string, string> = {}): Promise<Shown> {
    const pressed = page.root.querySelectorAll('button').find(({ text }) => text.trim() === button);
    const form =
      pressed?.closest('form') ?? page.root.querySelector(`#${pressed?.getAttribute('form')}`.replace('.', '\\.'));
    if (!pressed || !form) throw new Error(`There is no button "${button}" on: ${page.text}`);
    const values = new URLSearchParams();
    for (const input of form.querySelectorAll('input')) {
      values.set(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    }
    const name = pressed.getAttribute('name');
    if (name) values.set(name, pressed.getAttribute('value') ?? '');
    for (const [field, value] of Object.entries(fields)) values.set(field, value);
    return this.post(new URL(form.getAttribute('action') ?? '', page.url).href, values);
  }

  post(url: string, values: URLSearchParams): Promise<Shown> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.request(url, { method: 'POST', headers, body: values.toString() });
  }

  /** Another browser that is as far as this one. */
  clone(): Browser {
    const other = new Browser(this.home);
    other.cookies = [...this.cookies];
    return other;
  }

  private async request(url: string, init: RequestInit): Promise<Shown> {
    if (!url.startsWith(this.home)) return new Shown(url, 0, new Headers(), '');
    const cookie = this.cookiesFor(new URL(url).pathname);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, accept: 'text/html', ...(cookie && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    if (location) return this.request(new URL(location, url).href, { method: 'GET' });
    const page = new Shown(url, response.status, response.headers, await response.text());
    const next = /url=(.*)$/.exec(page.root.querySelector('meta[http-equiv=refresh]')?.getAttribute('content') ?? '');
    return next?.[1] ? this.request(next[1], { method: 'GET' }) : page;
  }

  private cookiesFor(path: string): string {
    const sent = this.cookies.filter((cookie) => path.startsWith(cookie.path));
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
    if (!expires || new Date(expires) > new Date()) this.cookies.push({ name, value, path });
  }
}
