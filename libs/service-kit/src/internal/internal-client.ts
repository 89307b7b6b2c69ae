import { Inject, Injectable, Logger } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Counter } from 'prom-client';
import {
  faults,
  InvalidPayloadError,
  readAs,
  type AnswerOf,
  type BodyOf,
  type InternalCall,
  type ServiceName,
  type ValuesOf,
} from '#lib/contracts';
import { systemClock } from '#lib/decision';
import { currentContext, currentTraceparent, MESSAGING_OPTIONS, type MessagingOptions } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { traced, type OpenSpan } from '#lib/telemetry';
import { type Caller } from '../access/caller.js';
import { RememberedTokens } from '../access/tokens/remembered-tokens.js';
import { askAny } from './ask-any.js';
import { askHttp, type HttpAnswer, type HttpRequest } from './http.js';
import { ServiceInstances } from './instances.js';
import { internalPath } from './internal-path.js';
import { ServiceKeysRepository } from '../keys/internal/service-keys.repository.js';

const TIMEOUT_MS = 2_000;
const TOKEN_SECONDS = 60;
/** A token is used for the first half of its life, so that no call arrives with one that has just expired. */
const REUSE_SECONDS = TOKEN_SECONDS / 2;
/** What a service says, or a proxy in front of it, that cannot take the call now. */
const notNow = [502, 503, 504];

const failedCalls = new Counter({
  name: 'twotier_internal_call_failures_total',
  help:
    'Calls to other services by why they failed: no-answer, unavailable, failed (it answered so), token-refused or ' +
    'undeclared (an answer that the contract of the call does not name).',
  labelNames: ['service', 'reason'],
});

/** A service that has to be asked does not answer. It is no refusal: the caller tries again. */
export class DependencyUnavailableError extends PartnerError {
  override readonly name: string = 'DependencyUnavailableError';

  constructor(service: ServiceName) {
    super(faults.unavailable, `The ${service} service cannot be reached. Nothing was changed; try again.`, 2);
  }
}

/**
 * A service that has to be asked answers that it failed. Callers are told the same as if it were away; but whoever can wait
 * without end does not, as it may be this very call on which the service fails each time.
 */
export class DependencyFailedError extends DependencyUnavailableError {
  override readonly name = 'DependencyFailedError';
  readonly mayFailEachTime = true;
}

/** In whose name another service is called, and what it is sent. */
type Sent<Call> = { caller?: Caller } & (BodyOf<Call> extends object ? { body: BodyOf<Call> } : { body?: undefined });

type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Calls the internal API of other services, in the name of the original caller. */
@Injectable()
export class InternalClient {
  private readonly logger = new Logger(InternalClient.name);
  private readonly tokens = new RememberedTokens<string>();

  constructor(
    private readonly instances: ServiceInstances,
    private readonly keys: ServiceKeysRepository,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /**
   * Answers what the call's contract declares; everything else, and no answer in 2 s, is `DependencyUnavailableError`. A call
   * that one instance does not answer goes to another one.
   */
  call<Call extends InternalCall>(
    call: Call,
    values: ValuesOf<Call>,
    ...[sent]: undefined extends BodyOf<Call> ? [Sent<Call>?] : [Sent<Call>]
  ): Promise<AnswerOf<Call>> {
    const { owner, method, path } = call;
    const attributes = { 'http.request.method': method, 'url.template': path, 'service.peer.name': owner };
    return traced(`${method} ${path}`, { kind: 'client', attributes }, (span) => this.ask(call, values, sent, span));
  }

  /**
   * Asks every address of the service, each for itself; undefined where none answers as the contract declares. Behind one address there
   * may be several instances, of which one answers.
   */
  callAll<Call extends InternalCall>(call: Call, values: ValuesOf<Call>): Promise<(AnswerOf<Call> | undefined)[]> {
    const asked = this.instances.of(call.owner).urls.map((url) => {
      const send: Send = (request) => askHttp(url, request, TIMEOUT_MS);
      return this.ask(call, values, undefined, undefined, send).catch(() => undefined);
    });
    return Promise.all(asked);
  }

  private async ask<Call extends InternalCall>(
    call: Call,
    values: ValuesOf<Call>,
    sent: Sent<Call> | undefined,
    span: OpenSpan | undefined,
    send: Send = (request) => this.send(call.owner, request),
  ): Promise<AnswerOf<Call>> {
    const { owner, method } = call;
    const traceparent = currentTraceparent();
    const { caller, body }: { caller?: Caller; body?: object } = { ...sent };
    const headers = {
      authorization: `Bearer ${await this.token(owner, caller)}`,
      'ms-correlationid': currentContext()?.correlationId ?? '',
      ...(traceparent && { traceparent }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const path = internalPath(call, values);
    const answer = await send({ method, path, headers, ...(body && { body: JSON.stringify(body) }) });
    const { status } = answer;
    span?.set({ 'http.response.status_code': status });
    if (status === 401) throw this.failed(call, 'token-refused', status);
    if (notNow.includes(status)) throw this.failed(call, 'unavailable', status);
    if (status >= 500) throw this.failed(call, 'failed', status);
    const described = call.answers[status];
    if (!described) throw this.failed(call, 'undeclared', status);
    try {
      const read = readAs(described, `The answer ${status}`, JSON.parse(answer.body.toString()));
      return { status, body: read } as AnswerOf<Call>;
    } catch (error) {
      if (!(error instanceof InvalidPayloadError || error instanceof SyntaxError)) throw error;
      throw this.failed(call, 'undeclared', status, error.message);
    }
  }

  private async send(service: ServiceName, request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await askAny(this.instances.of(service), request, TIMEOUT_MS);
    } catch (error) {
      failedCalls.inc({ service, reason: 'no-answer' });
      this.logger.debug(`${service} does not answer: ${(error as Error).message}`);
      throw new DependencyUnavailableError(service);
    }
  }

  /** Says what an answer was that the caller cannot use. Values of paths, and what is read, may not be logged. */
  private failed(
    { owner, method, path }: InternalCall,
    reason: 'token-refused' | 'unavailable' | 'failed' | 'undeclared',
    status: number,
    fault?: string,
  ): DependencyUnavailableError {
    failedCalls.inc({ service: owner, reason });
    if (reason === 'unavailable') return new DependencyUnavailableError(owner);
    const said = fault === undefined ? `with ${status}` : `with what it should not: ${fault}`;
    this.logger.error({ service: owner, method, path, status, reason }, `The ${owner} service answered a call ${said}`);
    return reason === 'token-refused' ? new DependencyUnavailableError(owner) : new DependencyFailedError(owner);
  }

  private async token(audience: ServiceName, caller?: Caller): Promise<string> {
    const { kid, privateKey } = await this.keys.current();
    const purpose = [kid, audience, caller?.tenantId, caller?.objectId].join(' ');
    const known = this.tokens.get(purpose);
    if (known) return known;
    const token = await new SignJWT(caller ? { act: { tid: caller.tenantId, oid: caller.objectId } } : {})
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer(this.options.service)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(privateKey);
    this.tokens.add(purpose, token, systemClock.now().getTime() / 1_000 + REUSE_SECONDS);
    return token;
  }
}
