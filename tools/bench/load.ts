import autocannon from 'autocannon';
import { type RawRound } from './raw-round.ts';

/** One request, and what its answer means for the next ones. */
export interface Step {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: object;
  headers?: Record<string, string>;
  onAnswer?: (body: string) => void;
}

/** Makes the requests of one connection, one after the other. */
export type Caller = () => () => Step;

export interface LoadRound extends RawRound {
  /** Requests that were refused, failed or not answered. */
  failed: number;
}

export interface LoadOptions {
  seconds: number;
  connections: number;
  /** All connections together send so many a second; otherwise each as fast as it is answered. */
  rate?: number;
  /** So many requests, however long that takes. */
  amount?: number;
  token?: string;
}

/** Sends requests for a while. */
export async function load(
  url: string,
  caller: Caller,
  { seconds, connections, rate, amount, token }: LoadOptions,
): Promise<LoadRound> {
  const authorization = token && { authorization: `Bearer ${token}` };
  const result = await autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    timeout: 30,
    ...(rate !== undefined && { overallRate: rate }),
    setupClient: (client) => {
      const next = caller();
      let step: Step;
      client.setRequests([
        {
          setupRequest: (request) => {
            step = next();
            const { method, path, body, headers } = step;
            const type = body && { 'content-type': 'application/json' };
            return {
              ...request,
              method,
              path,
              body: body && JSON.stringify(body),
              headers: { ...authorization, ...type, ...headers },
            };
          },
          onResponse: (_status, body) => step.onAnswer?.(body),
        },
      ]);
    },
  });
  return {
    done: result['2xx'],
    failed: result.non2xx + result.errors + result.timeouts,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
