import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { faults, type ServiceName } from '#lib/contracts';
import { currentContext, MESSAGING_OPTIONS, type MessagingOptions } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type Caller } from '../access/caller.js';
import { ServiceConfig } from '../config.js';
import { fetchFromAny } from './fetch-from-any.js';
import { ServiceKeysRepository } from './service-keys.repository.js';

const TIMEOUT_MS = 2_000;

/** A service that has to be asked does not answer. It is no refusal: the caller tries again. */
export class DependencyUnavailableError extends PartnerError {
  override readonly name = 'DependencyUnavailableError';

  constructor(service: ServiceName) {
    super(faults.unavailable, `The ${service} service cannot be reached. Nothing was changed; try again.`, 2);
  }
}

export interface InternalAnswer {
  status: number;
  body: unknown;
}

/** Calls the internal API of other services, in the name of the original caller. */
@Injectable()
export class InternalClient {
  constructor(
    private readonly config: ServiceConfig,
    private readonly keys: ServiceKeysRepository,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** Answers any status below 500; everything else, and no answer in 2 s, is `DependencyUnavailableError`. */
  async call(
    service: ServiceName,
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    { caller, body }: { caller?: Caller; body?: object } = {},
  ): Promise<InternalAnswer> {
    const headers = {
      authorization: `Bearer ${await this.token(service, caller)}`,
      'ms-correlationid': currentContext()?.correlationId ?? '',
      ...(body && { 'content-type': 'application/json' }),
    };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const request = { method, headers, body: body && JSON.stringify(body), signal };
      const response = await fetchFromAny(this.config.urlsOf(service), path, request);
      const text = await response.text();
      if (response.status >= 500 || response.status === 401) throw new DependencyUnavailableError(service);
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    } catch (error) {
      throw error instanceof DependencyUnavailableError ? error : new DependencyUnavailableError(service);
    }
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
