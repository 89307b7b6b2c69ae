// @ts-check
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../stack/checkout.mjs';

const RECORDINGS = join(ROOT, 'test', 'fixtures', 'sdk-traffic');
const RECORDED_CUSTOMER = '53eb21cb-6b2d-4ee5-9e92-27dfc927e93c';
const RECORDED_USER = '554526aa-cf5e-46fa-95df-98dbc55d8a1e';
const RECORDED_DOMAIN = 'xyz.onmicrosoft.com';
const ASSOCIATED_PARTNER = /,"associatedPartnerId":"[^"]*"/;

/**
 * A request as Microsoft's SDK for Java sent it: header names, their casing and their order are as recorded.
 * @typedef {{ method: string, path: string, headers: [name: string, value: string][], body: string }} RecordedRequest
 */

/**
 * What is of another time and place in a recording. What is left out stays as recorded.
 * @typedef {object} Now
 * @property {string} host such as `localhost:3000`
 * @property {string} token
 * @property {string} correlationId
 * @property {string} requestId
 * @property {string} [customerId]
 * @property {string} [userId]
 * @property {string} [domain]
 */

/** @typedef {{ status: number, reason: string, headers: import('node:http').IncomingHttpHeaders, text: string, body: any }} Answer */

/**
 * @param {string} name such as `01-list-customers`
 * @returns {RecordedRequest}
 */
export function readRecording(name) {
  const recording = readFileSync(join(RECORDINGS, `${name}.http`), 'utf8');
  const [head = '', body = ''] = recording.trimEnd().split('\n\n');
  const [requestLine = '', ...headerLines] = head.split('\n');
  const [method = '', path = ''] = requestLine.split(' ');
  return { method, path, headers: headerLines.map(toHeader), body };
}

/**
 * The recorded request as it has to be sent here and now. The reseller that the recorded customer was created for is
 * left out: it is of another installation.
 * @param {RecordedRequest} recorded
 * @param {Now} now
 * @returns {RecordedRequest}
 */
export function toBeSent({ method, path, headers, body }, now) {
  const ofNow = (/** @type {string} */ part) =>
    part
      .replaceAll(RECORDED_CUSTOMER, now.customerId ?? RECORDED_CUSTOMER)
      .replaceAll(RECORDED_USER, now.userId ?? RECORDED_USER)
      .replaceAll(RECORDED_DOMAIN, now.domain ?? RECORDED_DOMAIN);
  const sent = ofNow(body).replace(ASSOCIATED_PARTNER, '');
  /** @type {Record<string, string>} */
  const values = {
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

/**
 * @param {RecordedRequest} request
 * @param {string} origin where to send it, such as `http://localhost:3000`
 * @returns {Promise<Answer>}
 */
export async function send({ method, path, headers, body }, origin) {
  const { protocol, hostname, port } = new URL(origin);
  // In a flat list Node sends headers as they are, and adds none of its own.
  const options = { hostname, port, method, path, headers: headers.flat(), agent: false };
  /** @type {import('node:http').IncomingMessage} */
  const response = await new Promise((resolve, reject) =>
    (protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve).once('error', reject).end(body),
  );
  const answer = await text(response);
  const { statusCode: status = 0, statusMessage: reason = '' } = response;
  return { status, reason, headers: response.headers, text: answer, body: parse(answer) };
}

/**
 * A link as the SDK for Java follows it: behind `/v1/`, whatever it begins with, and with the headers that it names.
 * @param {RecordedRequest} request the one whose answer held the link
 * @param {{ uri: string, headers: { key: string, value: string }[] }} link
 * @returns {RecordedRequest}
 */
export function following({ headers }, { uri, headers: added }) {
  const more = added.map(({ key, value }) => /** @type {[string, string]} */ ([key, value]));
  return { method: 'GET', path: `/v1/${uri}`, headers: [...headers, ...more], body: '' };
}

/**
 * @param {string} line
 * @returns {[string, string]}
 */
function toHeader(line) {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}

/** @param {string} answer */
function parse(answer) {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}
