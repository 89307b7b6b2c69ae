import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { type Access } from './event-tap.js';

export interface SentCommand {
  id: string;
  source: string;
  type: string;
  /** What it is about, such as the customer: the key of the message. */
  subject: string;
  data: object;
  /** More headers, or others; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  /** The body as it is, in the place of the data. */
  value?: string | Buffer;
}

/** Publishes commands as the platform of an enterprise would. */
export class CommandSender {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly source: string,
  ) {}

  static async open(brokers: string, topic: string, source: string, access: Access = {}): Promise<CommandSender> {
    const kafka = new Kafka({ ...access, clientId: 'crm', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: { retries: 20 } });
    await producer.connect();
    return new CommandSender(producer, topic, source);
  }

  /** Tells of a customer of another portal. */
  relationshipWith(customerId: string, changes: object = {}, more: Partial<SentCommand> = {}): SentCommand {
    const company = { companyName: 'Fabrikam', domain: 'fabrikam.example', country: 'US', cloud: 'Global' };
    return this.command('record-external-relationship', { customerId, ...company, ...changes }, more);
  }

  /** Tells of what a customer has bought elsewhere. */
  purchaseOf(customerId: string, changes: object = {}): SentCommand {
    const purchase = { offerKind: 'software', purchasedAt: '2026-03-01T08:00:00Z', renewal: false };
    return this.command('record-purchase', { customerId, ...purchase, ...changes });
  }

  /** A command of this source, not sent yet, about a new customer. */
  command(name: string, data: object, changes: Partial<SentCommand> = {}): SentCommand {
    const customerId = randomUUID();
    return {
      id: randomUUID(),
      source: this.source,
      type: `io.twotier.customer.${name}.v1`,
      subject: (data as { customerId?: string }).customerId ?? customerId,
      data: { customerId, ...data },
      ...changes,
    };
  }

  /** A command by its full name, not sent yet, such as `order.place`. */
  named(name: string, subject: string, data: object): SentCommand {
    return { id: randomUUID(), source: this.source, type: `io.twotier.${name}.v1`, subject, data };
  }

  async send(...commands: SentCommand[]): Promise<void> {
    await this.producer.send({ topic: this.topic, acks: -1, messages: commands.map(toMessage) });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

function toMessage({ id, source, type, subject, data, headers, value }: SentCommand): {
  key: string;
  value: string | Buffer;
  headers: Record<string, string>;
} {
  const all: Record<string, string | undefined> = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_subject: subject,
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
    ...headers,
  };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  return { key: subject, value: value ?? JSON.stringify(data), headers: Object.fromEntries(given) };
}
