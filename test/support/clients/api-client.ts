import { randomUUID } from 'node:crypto';
import { eventually } from '../eventually.js';
import { type Body } from '../wire/body.js';

export interface ApiAnswer<T = Body> {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, of a resource or of a refusal; an empty object for an empty body. */
  body: T;
}

/** Calls the public API as one user. Each call is a command of its own unless it is given an `ms-requestid`. */
export class ApiClient {
  constructor(
    readonly baseUrl: string,
    readonly token?: string,
  ) {}

  /** Whose token it is. */
  get userId(): string {
    return this.claim('oid');
  }

  get tenantId(): string {
    return this.claim('tid');
  }

  get<T = Body>(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T = Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  put<T = Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('PUT', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  patch<T = Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  delete<T = Body>(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Repeats a 503 with the same request id, as a client should: on a busy machine services may not answer each other in time. */
  postPatiently<T = Body>(path: string, body: unknown): Promise<ApiAnswer<T>> {
    const headers = { 'ms-requestid': randomUUID() };
    return patiently(() => this.post(path, body, headers));
  }

  getPatiently<T = Body>(path: string, headers?: Record<string, string>): Promise<ApiAnswer<T>> {
    return patiently(() => this.get(path, headers));
  }

  sendPatiently<T = Body>(...request: Parameters<ApiClient['send']>): Promise<ApiAnswer<T>> {
    return patiently(() => this.send(...request));
  }

  async send<T = Body>(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      body,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        'ms-requestid': randomUUID(),
        ...headers,
      },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as T };
  }

  private claim(name: string): string {
    const [, payload = ''] = this.token?.split('.') ?? [];
    return String((JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>)[name]);
  }
}

function patiently<T>(request: () => Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
  return eventually('an answer', async () => {
    const answer = await request();
    return answer.status !== 503 && answer;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}
