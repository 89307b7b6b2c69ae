import { Injectable } from '@nestjs/common';
import { askHttp, Instances, type HttpAnswer, type HttpRequest } from '#lib/service-kit';
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
    const url = this.instances.next();
    try {
      const answer = await askHttp(url, request, ANSWER_LIMIT_MS);
      this.instances.answered(url);
      return answer;
    } catch (error) {
      this.instances.isAway(url);
      throw error;
    }
  }
}
