import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../stack/checkout.mjs';

const RECORDINGS = join(ROOT, 'test', 'fixtures', 'sdk-traffic');
const RECORDED_CUSTOMER = '53eb21cb-6b2d-4ee5-9e92-27dfc927e93c';
const RECORDED_USER = '554526aa-cf5e-46fa-95df-98dbc55d8a1e';
const RECORDED_DOMAIN = 'xyz.onmicrosoft.com';
const ASSOCIATED_PARTNER = /,"associatedPartnerId":"[^"]*"/;

/** A request as Microsoft's SDK for Java sent it: header names, their casing and their order are as recorded. */
export type RecordedRequest = { method: string; path: string; headers: [name: string, value: string][]; body: string };

/** What is of another time and place in a recording. What is left out stays as recorded. */
export interface Now {
  /** Such as `localhost:3000`. */
  host: string;
  token: string;
  correlationId: string;
  requestId: string;
  customerId?: string;
  userId?: string;
  domain?: string;
}

export interface Answer {
  status: number;
  reason: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: AnswerBody;
}

/** What is read of answers; each has some of it. */
export interface AnswerBody {
  id: string;
  code?: number;
  items: { id: string }[];
  links: { next?: NextLink };
  continuationToken?: string;
}

export interface NextLink {
  uri: string;
  headers: { key: string; value: string }[];
}

/** @param name such as `01-list-customers` */
export function readRecording(name: string): RecordedRequest {
  const recording = readFileSync(join(RECORDINGS, `${name}.http`), 'utf8');
  const [head = '', body = ''] = recording.trimEnd().split('\n\n');
  const [requestLine = '', ...headerLines] = head.split('\n');
  const [method = '', path = ''] = requestLine.split(' ');
  return { method, path, headers: headerLines.map(toHeader), body };
}

/**
 * The recorded request as it has to be sent here and now. The reseller that the recorded customer was created for is
 * left out: it is of another installation.
 */
export function toBeSent({ method, path, headers, body }: RecordedRequest, now: Now): RecordedRequest {
  const ofNow = (part: string) =>
    part
      .replaceAll(RECORDED_CUSTOMER, now.customerId ?? RECORDED_CUSTOMER)
      .replaceAll(RECORDED_USER, now.userId ?? RECORDED_USER)
      .replaceAll(RECORDED_DOMAIN, now.domain ?? RECORDED_DOMAIN);
  const sent = ofNow(body).replace(ASSOCIATED_PARTNER, '');
  const values: Record<string, string> = {
    Authorization: `Bearer ${now.token}`,
    'MS-CorrelationId': now.correlationId,
    'MS-RequestId': now.requestId,
    Host: now.host,
    'Content-Length': String(Buffer.byteLength(sent)),
  };
  return {
    method,
    path: ofNow(path),
    headers: headers.map(([name, value]) => [name, values[name] ?? value]),
    body: sent,
  };
}

/** @param origin where to send it, such as `http://localhost:3000` */
export async function send({ method, path, headers, body }: RecordedRequest, origin: string): Promise<Answer> {
  const { protocol, hostname, port } = new URL(origin);
  // In a flat list Node sends headers as they are, and adds none of its own.
  const options = { hostname, port, method, path, headers: headers.flat(), agent: false };
  const response: IncomingMessage = await new Promise((resolve, reject) =>
    (protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve).once('error', reject).end(body),
  );
  const answer = await text(response);
  const { statusCode: status = 0, statusMessage: reason = '' } = response;
  return { status, reason, headers: response.headers, text: answer, body: parse(answer) };
}

/**
 * A link as the SDK for Java follows it: behind `/v1/`, whatever it begins with, and with the headers that it names.
 * @param request the one whose answer held the link
 */
export function following({ headers }: RecordedRequest, { uri, headers: added }: NextLink): RecordedRequest {
  const more = added.map(({ key, value }) => [key, value] as [string, string]);
  return { method: 'GET', path: `/v1/${uri}`, headers: [...headers, ...more], body: '' };
}

function toHeader(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}

function parse(answer: string) {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}
