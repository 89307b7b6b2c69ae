import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { told, type SendingPlatform } from '../../support/clients/sending-platform.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';

/** Within which everything that is repeated has to be answered: broker and database are away again and again. */
export const PATIENCE_MS = 300_000;

/** What clients were told of a customer. */
export interface Life {
  id: string;
  /** After the last change. */
  companyName: string;
  /** Of those that came over HTTP. */
  order?: string;
}

/** Clients over HTTP and Kafka, that repeat what is not answered, with the same id, until it is. */
export class Traffic {
  /** Customers whose every request and command was answered. */
  readonly lives: Life[] = [];
  /** What was answered. */
  answers = 0;
  /** What was not, and came again. */
  repeats = 0;
  private isGoing = true;

  constructor(
    private readonly agent: ApiClient,
    private readonly crm: SendingPlatform,
  ) {}

  /** As many clients of each kind, until it is told to stop. What they have begun they end. */
  async flow(clients: number): Promise<void> {
    const each = async (live: () => Promise<Life>): Promise<void> => {
      while (this.isGoing) this.lives.push(await live());
    };
    const all = Array.from({ length: clients }, () => [each(() => this.byRequests()), each(() => this.byCommands())]);
    await Promise.all(all.flat());
  }

  stop(): void {
    this.isGoing = false;
  }

  private async byRequests(): Promise<Life> {
    const { id } = await this.answered(201, 'POST', '/v1/customers', newCustomer());
    const customer = `/v1/customers/${id}`;
    await this.answered(201, 'POST', `${customer}/agreements`, attestation());
    const order = await this.answered(201, 'POST', `${customer}/orders`, newOrder());
    const companyName = `Changed ${randomUUID()}`;
    const profile = await this.answered<object>(200, 'GET', `${customer}/profiles/billing`);
    await this.answered(200, 'PUT', `${customer}/profiles/billing`, { ...profile, companyName });
    return { id, companyName, order: order.id };
  }

  private async byCommands(): Promise<Life> {
    const { data } = await this.command('customer.create', randomUUID(), newCustomer());
    const customerId = String(data.customerId);
    const companyName = `Changed ${randomUUID()}`;
    const { billingProfile } = newCustomer({ companyName }) as { billingProfile: object };
    await this.command('customer.change-billing-profile', customerId, { customerId, billingProfile });
    return { id: customerId, companyName };
  }

  private async answered<T = { id: string }>(
    expected: number,
    method: string,
    path: string,
    body?: object,
  ): Promise<T> {
    const headers = { 'content-type': 'application/json', 'ms-requestid': randomUUID() };
    const answer = await eventually(
      `${method} ${path}`,
      async (): Promise<ApiAnswer<T> | undefined> => {
        const tried = await this.agent.send<T>(method, path, body && JSON.stringify(body), headers).catch(() => null);
        if (tried && tried.status < 500) return tried;
        this.repeats++;
        return undefined;
      },
      PATIENCE_MS,
    );
    if (answer.status !== expected) throw new Error(`${method} ${path} answers ${answer.status} ${answer.text}`);
    this.answers++;
    return answer.body;
  }

  /** It is sent twice, as a sender does that does not know whether the first one has arrived. */
  private async command(name: string, subject: string, data: object): Promise<{ data: Record<string, unknown> }> {
    const command = this.crm.command('customers', name, subject, data);
    const send = async (): Promise<boolean> => {
      await this.crm.repeat('customers', command, command);
      return true;
    };
    await eventually(`sending ${name}`, send, PATIENCE_MS);
    const outcome = await eventually(`the outcome of ${name}`, () => this.crm.causedBy(command)[0], PATIENCE_MS);
    if (told(outcome).startsWith('rejected')) throw new Error(`${name} is ${told(outcome)}`);
    this.answers++;
    return outcome;
  }
}
