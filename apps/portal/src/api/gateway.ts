import { Injectable } from '@nestjs/common';
import { askHttp, Instances, type HttpAnswer, type HttpRequest } from '#lib/service-kit';
import { traced } from '#lib/telemetry';
import { PortalConfig } from '../portal.config.js';

const ANSWER_LIMIT_MS = 30_000;

/** The gateway, as any client of the public API calls it. */
@Injectable()
export class Gateway {
  private readonly instances: Instances;

  constructor({ GATEWAY_URLS }: PortalConfig) {
    this.instances = new Instances(GATEWAY_URLS);
  }

  /** Sends a request once; rejects if there is no answer. */
  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const { method } = request;
    const attributes = { 'http.request.method': method, 'service.peer.name': 'gateway' };
    return traced(method, { kind: 'client', attributes }, async (span) => {
      const headers = { ...request.headers, ...(span && { traceparent: span.traceparent }) };
      const answer = await this.instances.ask((url) => askHttp(url, { ...request, headers }, ANSWER_LIMIT_MS));
      span?.set({ 'http.response.status_code': answer.status });
      return answer;
    });
  }
}
