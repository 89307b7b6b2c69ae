import { lookup } from 'node:dns';
import { STATUS_CODES } from 'node:http';
import { type LookupFunction } from 'node:net';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import { traced } from '#lib/telemetry';
import { NotificationsConfig } from '../notifications.config.js';
import { callbackUrlFault, isAllowed, isPublicAddress } from './callback-url.js';

/** What came of one attempt to deliver, in the words of Partner Center's validation report. */
export interface AttemptResult {
  /** Such as `OK` or `InternalServerError`; empty if there was no answer. */
  responseCode: string;
  /** Why there was none, or why the answer does not count. */
  responseMessage: string;
  /** Whether there was no answer. */
  systemError: boolean;
  at: Date;
}

const MAX_CONNECTIONS = 4;

/** Posts to the partners' own servers: into no private network, following no redirect, reading no more than the status. */
@Injectable()
export class CallbackClient implements OnModuleDestroy {
  private readonly anywhere: Agent;
  private readonly public: Agent;

  constructor(private readonly config: NotificationsConfig) {
    const timeoutMs = config.WEBHOOK_TIMEOUT_SECONDS * 1_000;
    const options = { connections: MAX_CONNECTIONS, pipelining: 1, maxHeaderSize: 16_384 };
    const connect = { timeout: timeoutMs };
    this.anywhere = new Agent({ ...options, connect });
    this.public = new Agent({ ...options, connect: { ...connect, lookup: lookupPublic } });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.anywhere.destroy(), this.public.destroy()]);
  }

  /** Whether the server took it, by a 2xx status, and what it answered. */
  async post(
    target: string,
    body: string,
    headers: Record<string, string>,
    now: () => Date,
  ): Promise<{ taken: boolean; result: AttemptResult }> {
    const fault = callbackUrlFault(target, this.config.WEBHOOK_ALLOWED_HOSTS);
    if (fault) return noAnswer(`WebhookUrl ${fault}.`, now());
    const allowed = isAllowed(new URL(target), this.config.WEBHOOK_ALLOWED_HOSTS);
    const timeout = AbortSignal.timeout(this.config.WEBHOOK_TIMEOUT_SECONDS * 1_000);
    try {
      const statusCode = await statusOf(target, {
        dispatcher: allowed ? this.anywhere : this.public,
        method: 'POST',
        headers,
        body,
        signal: timeout,
      });
      return answered(statusCode, now());
    } catch (error) {
      const seconds = this.config.WEBHOOK_TIMEOUT_SECONDS;
      return noAnswer(timeout.aborted ? `There was no answer in ${seconds} s.` : reasonOf(error), now());
    }
  }
}

/** A span of it tells the server, and nothing of what a partner may have written behind that. */
function statusOf(target: string, options: Parameters<typeof request>[1]): Promise<number> {
  const attributes = { 'http.request.method': 'POST', 'server.address': new URL(target).hostname };
  return traced('POST', { kind: 'client', attributes }, async (span) => {
    const { statusCode, body } = await request(target, options);
    body.on('error', () => undefined).destroy();
    span?.set({ 'http.response.status_code': statusCode });
    if (statusCode >= 400) span?.fail(String(statusCode));
    return statusCode;
  });
}

function answered(status: number, at: Date): { taken: boolean; result: AttemptResult } {
  const taken = status >= 200 && status < 300;
  const responseCode = (STATUS_CODES[status] ?? String(status)).replaceAll(/[^A-Za-z0-9]/g, '');
  const redirects = status >= 300 && status < 400 ? ' Redirects are not followed.' : '';
  const responseMessage = taken ? '' : `The server answered ${status}.${redirects}`;
  return { taken, result: { responseCode, responseMessage, systemError: false, at } };
}

function noAnswer(responseMessage: string, at: Date): { taken: false; result: AttemptResult } {
  return { taken: false, result: { responseCode: '', responseMessage, systemError: true, at } };
}

/** Such as `ECONNREFUSED` or what is wrong with a certificate; nothing of an answer. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code ? `${code}: ${message}` : message;
}

/** Resolves a name, and keeps a connection from being made if it leads anywhere private, whatever it led to before. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside) {
      const refused = Object.assign(new Error(`${hostname} leads into a private network: ${inside.address}`), {
        code: 'EPRIVATE',
      });
      return callback(refused, '', 0);
    }
    const [first] = addresses;
    if (options.all) return callback(null, addresses);
    return callback(null, first?.address ?? '', first?.family ?? 4);
  });
};
