import { Inject, Injectable, Logger } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Counter } from 'prom-client';
import { faults, type ServiceName } from '#lib/contracts';
import { currentContext, MESSAGING_OPTIONS, type MessagingOptions } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type Caller } from '../access/caller.js';
import { fetchFromAny } from './fetch-from-any.js';
import { ServiceInstances } from './instances.js';
import { type InternalPath } from './internal-path.js';
import { ServiceKeysRepository } from './service-keys.repository.js';

const TIMEOUT_MS = 2_000;
/** What a service says, or a proxy in front of it, that cannot take the call now. */
const notNow = [502, 503, 504];

const failedCalls = new Counter({
  name: 'twotier_internal_call_failures_total',
  help: 'Calls to other services by why they failed: no-answer, unavailable, failed (it answered so) or token-refused.',
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

export interface InternalAnswer {
  status: number;
  body: unknown;
}

/** Calls the internal API of other services, in the name of the original caller. */
@Injectable()
export class InternalClient {
  private readonly logger = new Logger(InternalClient.name);

  constructor(
    private readonly instances: ServiceInstances,
    private readonly keys: ServiceKeysRepository,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /**
   * Answers any status below 500 but 401; everything else, and no answer in 2 s, is `DependencyUnavailableError`. A call that
   * one instance does not answer goes to another one.
   */
  async call(
    service: ServiceName,
    method: 'GET' | 'PUT' | 'POST',
    path: InternalPath,
    { caller, body }: { caller?: Caller; body?: object } = {},
  ): Promise<InternalAnswer> {
    const headers = {
      authorization: `Bearer ${await this.token(service, caller)}`,
      'ms-correlationid': currentContext()?.correlationId ?? '',
      ...(body && { 'content-type': 'application/json' }),
    };
    const response = await this.send(service, path, { method, headers, body: body && JSON.stringify(body) });
    const { status } = response;
    if (status === 401) throw this.failed(service, method, 'token-refused', status);
    if (notNow.includes(status)) throw this.failed(service, method, 'unavailable', status);
    if (status >= 500) throw this.failed(service, method, 'failed', status);
    try {
      const text = await response.text();
      return { status, body: text === '' ? undefined : JSON.parse(text) };
    } catch {
      throw this.failed(service, method, 'failed', status);
    }
  }

  private async send(service: ServiceName, path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetchFromAny(this.instances.of(service), path, request, TIMEOUT_MS);
    } catch (error) {
      failedCalls.inc({ service, reason: 'no-answer' });
      this.logger.debug(`${service} does not answer: ${(error as Error).message}`);
      throw new DependencyUnavailableError(service);
    }
  }

  /** Says what an answer was that the caller cannot use. Paths may hold what must not be logged. */
  private failed(
    service: ServiceName,
    method: string,
    reason: 'token-refused' | 'unavailable' | 'failed',
    status: number,
  ): DependencyUnavailableError {
    failedCalls.inc({ service, reason });
    if (reason === 'unavailable') return new DependencyUnavailableError(service);
    this.logger.error({ service, method, status, reason }, `The ${service} service answered a call with ${status}.`);
    return reason === 'failed' ? new DependencyFailedError(service) : new DependencyUnavailableError(service);
  }

  private async token(audience: ServiceName, caller?: Caller): Promise<string> {
    const { kid, privateKey } = await this.keys.current();
    return new SignJWT(caller ? { act: { tid: caller.tenantId, oid: caller.objectId } } : {})
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer(this.options.service)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(privateKey);
  }
}
