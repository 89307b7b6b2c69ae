import { randomUUID } from 'node:crypto';
import { demo } from './portal.ts';

/** Asks the API, and answers what it answers. @param token of whoever asks; undefined for what anybody may ask */
export async function call<Answer>(
  method: string,
  path: string,
  token: string | undefined,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${demo.gatewayUrl}/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'ms-requestid': randomUUID(),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
