import { type IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';

export interface HttpRequest {
  method: Dispatcher.HttpMethod;
  /** With its query. */
  path: string;
  headers?: IncomingHttpHeaders;
  body?: string | Buffer;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Connections to one instance. */
const CONNECTIONS = 64;

/**
 * Well under `DRAIN_SECONDS`: of an instance that stops, all connections are closed by this side before it closes them itself, in
 * the middle of what may be sent at that moment.
 */
const IDLE_LIMIT_MS = 2_000;

const agent = new Agent({
  connections: CONNECTIONS,
  pipelining: 1,
  keepAliveTimeout: IDLE_LIMIT_MS,
  keepAliveMaxTimeout: IDLE_LIMIT_MS,
});

/** Nothing was sent: there was no connection. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/**
 * Asks another process of the platform, over connections that are kept. Answers what arrived as a whole, and rejects if that
 * takes longer than the limit. Nothing is sent a second time; if nothing was sent at all, it rejects with a `NotSentError`.
 */
export function askHttp(origin: string, request: HttpRequest, limitMs: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let controller: Dispatcher.DispatchController | undefined;
    let late: Error | undefined;
    const timer = setTimeout(() => {
      late = new Error(`There was no answer from ${origin} in ${limitMs} ms.`);
      controller?.abort(late);
      reject(late);
    }, limitMs);
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        // One that waited too long for a connection is not sent any more.
        if (late) started.abort(late);
        else controller = started;
      },
      onResponseStart: (_controller, code, received) => {
        status = code;
        headers = received;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => {
        clearTimeout(timer);
        resolve({ status, headers, body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) });
      },
      onResponseError: (_controller, error) => {
        clearTimeout(timer);
        reject(controller || late ? error : new NotSentError(error.message, { cause: error }));
      },
    };
    agent.dispatch({ origin, headersTimeout: limitMs, bodyTimeout: limitMs, ...request }, handler);
  });
}
