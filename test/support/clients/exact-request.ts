import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type ApiClient } from './api-client.js';

/** Sends a request of a client with its token and exactly these headers: `fetch` adds its own. */
export async function sendExactly(
  { baseUrl, token = '' }: ApiClient,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<{ status?: number; headers: Record<string, unknown>; text: string }> {
  const options = { method, headers: { authorization: `Bearer ${token}`, ...headers }, agent: false };
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    request(`${baseUrl}${path}`, options, resolve).once('error', reject).end(body),
  );
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}
