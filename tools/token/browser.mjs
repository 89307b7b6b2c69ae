// @ts-check
import { parse } from 'node-html-parser';

/** @typedef {{ name: string, value: string, path: string }} Cookie */

/** What a browser shows, or the address outside of the platform that it was sent to. */
export class Shown {
  /**
   * @param {string} url
   * @param {number} status 0 for an address outside of the platform
   * @param {Headers} headers
   * @param {string} text
   */
  constructor(url, status, headers, text) {
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.text = text;
    this.root = parse(text);
  }

  get title() {
    return this.root.querySelector('title')?.text ?? '';
  }

  /** @returns {string | undefined} what the page says went wrong */
  get alert() {
    return this.root.querySelector('[role=alert]')?.text.trim();
  }

  get parameters() {
    return new URL(this.url).searchParams;
  }

  /**
   * @param {string} name
   * @returns {boolean} whether the page has a button with this text
   */
  has(name) {
    return this.button(name) !== undefined;
  }

  /** @param {string} name */
  button(name) {
    return this.root.querySelectorAll('button').find(({ text }) => text.trim() === name);
  }
}

/** A browser without scripts: it keeps cookies, follows redirects on the platform, and fills in forms. */
export class Browser {
  /** @type {Cookie[]} */
  #cookies = [];
  #home;

  /** @param {string} home where the platform is; what begins otherwise is not opened */
  constructor(home) {
    this.#home = home;
  }

  /**
   * @param {string} url
   * @returns {Promise<Shown>}
   */
  open(url) {
    return this.#request(url, { method: 'GET' });
  }

  /**
   * Sends the form of the button with this text, with the fields that are given beside those that it has.
   * @param {Shown} page
   * @param {string} name
   * @param {Record<string, string>} [fields]
   * @returns {Promise<Shown>}
   */
  submit(page, name, fields = {}) {
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

  /**
   * @param {string} url
   * @param {URLSearchParams} values
   * @returns {Promise<Shown>}
   */
  post(url, values) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#request(url, { method: 'POST', headers, body: values.toString() });
  }

  /** Another browser that is as far as this one. */
  clone() {
    const other = new Browser(this.#home);
    other.#cookies = [...this.#cookies];
    return other;
  }

  /**
   * @param {string} url
   * @param {{ method: string, headers?: Record<string, string>, body?: string }} init
   * @returns {Promise<Shown>}
   */
  async #request(url, init) {
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

  /** @param {string} path */
  #cookiesFor(path) {
    const sent = this.#cookies.filter((cookie) => path.startsWith(cookie.path));
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** @param {string} line of a `Set-Cookie` header */
  #keep(line) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const valueOf = (/** @type {RegExp} */ form) => attributes.map((each) => form.exec(each)?.[1]).find(Boolean);
    const path = valueOf(/^path=(.*)/i) ?? '/';
    const expires = valueOf(/^expires=(.*)/i);
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (!expires || Date.parse(expires) > Date.now()) this.#cookies.push({ name, value, path });
  }
}
