import { randomUUID } from 'node:crypto';
import { askHttp, Instances, type HttpAnswer } from '#lib/service-kit';
import { newCustomer } from '../scenes/requests.js';

const CLIENTS = 3;
const ANSWER_LIMIT_MS = 30_000;
/** How long services wait for each other. */
const CALL_LIMIT_MS = 2_000;

/**
 * Clients that create customers and read them, one request after the other, over connections that they keep. They share the gateways as a
 * load balancer does: one that closes connections with its answers, or that takes none, is passed over. What was sent is never repeated.
 */
export class SteadyLoad {
  /** Of requests that were not answered with success. */
  readonly failures: string[] = [];
  answered = 0;
  private going = true;
  private readonly gateways: Instances;
  private readonly clients: Promise<void>[];

  constructor(
    gatewayUrls: string[],
    private readonly token: string,
  ) {
    this.gateways = new Instances(gatewayUrls);
    this.clients = Array.from({ length: CLIENTS }, () => this.flow());
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.clients);
  }

  private async flow(): Promise<void> {
    while (this.going) {
      const created = await this.send('POST', '/v1/customers', JSON.stringify(newCustomer()));
      const { id } = JSON.parse(created ?? '{}') as { id?: string };
      if (id) for (const path of [`/v1/customers/${id}`, '/v1/customers?size=5']) await this.send('GET', path);
    }
  }

  private async send(method: 'GET' | 'POST', path: string, body?: string): Promise<string | undefined> {
    const sentAt = Date.now();
    try {
      const answer = await this.ask(method, path, body);
      this.answered++;
      if (answer.status < 300) return answer.body.toString();
      // A machine that is too busy for a call between services: an instance that has gone is noticed at once.
      if (answer.status === 503 && Date.now() - sentAt >= CALL_LIMIT_MS) return undefined;
      this.failures.push(`${method} ${path}: ${answer.status} ${answer.body.toString()}`);
    } catch (error) {
      this.failures.push(`${method} ${path}: ${(error as Error).message}`);
    }
    return undefined;
  }

  private ask(method: 'GET' | 'POST', path: string, body?: string): Promise<HttpAnswer> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'ms-requestid': randomUUID(),
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = { method, path, headers, ...(body && { body }) };
    return this.gateways.askUntilSent((url) => askHttp(url, request, ANSWER_LIMIT_MS));
  }
}
