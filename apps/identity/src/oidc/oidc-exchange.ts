import { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type FastifyRequest } from 'fastify';
import { FORM_TYPE, type AnswerForm } from '#lib/service-kit';
import { type Dialect, type Parameters } from './wire/wire-dialect.js';

/** What an endpoint knows of a request beside what oidc-provider reads from it. */
export interface Exchange {
  dialect: Dialect;
  /** The tenant as the path has it: a GUID, a domain, `common` or `organizations`. */
  tenantName: string;
  /** The tenant that the path means; undefined where it means any. */
  tenantId?: string;
  /** The resource in the words of the client. */
  resource?: string;
  /** Whether the client asks whose the tokens are; see `tokenAnswer`. */
  wantsAccount?: boolean;
}

/** A request as oidc-provider is to see it. */
export interface StandardRequest {
  /** The path and query that it knows. */
  url: string;
  /** Parameters of the form, if there is one. */
  form?: Parameters;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();
const nothingKnown: Exchange = { dialect: 'v2', tenantName: 'organizations' };

export function exchangeOf(request: IncomingMessage): Exchange {
  return exchanges.get(request) ?? nothingKnown;
}

/** The request under the address that clients know it by, in the words of the standards, with its body to be read anew. */
export function translated(
  { raw, headers, routeOptions }: FastifyRequest,
  { url, form }: StandardRequest,
  issuer: string,
  exchange: Exchange,
): IncomingMessage {
  const { host, protocol, pathname } = new URL(issuer);
  const body = form && encoded(form).toString();
  const { answerForm } = routeOptions.config as { answerForm?: AnswerForm };
  const request = Object.create(raw, {
    url: { value: url, writable: true },
    originalUrl: { value: pathname.replace(/\/$/, '') + url },
    headers: {
      value: {
        ...headers,
        'x-forwarded-host': host,
        'x-forwarded-proto': protocol.slice(0, -1),
        // What a page refuses is a page, whatever else the client would take.
        ...(answerForm === 'page' && { accept: 'text/html' }),
        ...(body !== undefined && { 'content-type': FORM_TYPE, 'content-length': String(Buffer.byteLength(body)) }),
      },
    },
    readable: { value: true },
    iterator: { value: () => Readable.from([Buffer.from(body ?? '')]) },
  }) as IncomingMessage;
  exchanges.set(request, exchange);
  return request;
}

export function encoded(parameters: Parameters): URLSearchParams {
  const encodedParameters = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value].flat()) encodedParameters.append(name, item);
  }
  return encodedParameters;
}

export function decoded(query: string): Parameters {
  // Without a prototype: a parameter may have any name.
  const parameters = Object.create(null) as Parameters;
  for (const [name, value] of new URLSearchParams(query)) {
    const known = parameters[name];
    parameters[name] = known === undefined ? value : [known, value].flat();
  }
  return parameters;
}
