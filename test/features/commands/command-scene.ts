import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { CommandSender, type SentCommand } from '../../support/clients/command-sender.js';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { Databases } from '../../support/platform/databases.js';
import { type CommandSource } from '../../support/platform/shared-platform.mjs';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer } from '../../support/wire/resources.js';

export const RECORDED = 'io.twotier.external-relationship.recorded.v1';
export const BOUGHT = 'io.twotier.external-purchase.recorded.v1';

/** Two partners, of which the first one's platform sends commands. */
export class CommandScene {
  private constructor(
    readonly platform: TestPlatform,
    readonly databases: Databases,
    readonly tap: EventTap,
    readonly sender: CommandSender,
    readonly partner: TestOrganisation,
    readonly other: TestOrganisation,
    readonly deadLetterTopic: string,
    /** The name of the platform. */
    readonly crm: string,
  ) {}

  static async open(platform = TestPlatform.shared()): Promise<CommandScene> {
    const [one, other] = TestPlatform.commandSources as [CommandSource, CommandSource];
    const { kafkaBrokers, prefix } = platform;
    const topic = `${prefix}.customers.commands`;
    const deadLetterTopic = `${topic}.${prefix}.customers.dlt`;
    return new CommandScene(
      platform,
      new Databases(platform),
      await EventTap.open(kafkaBrokers, [`${prefix}.customers.events`, deadLetterTopic]),
      await CommandSender.open(kafkaBrokers, topic, one.source),
      await platform.partner('direct-bill', theSame(one.partnerId)),
      await platform.partner('indirect-provider', theSame(other.partnerId)),
      deadLetterTopic,
      one.source,
    );
  }

  async close(): Promise<void> {
    await this.sender.close();
    await this.tap.close();
    await this.databases.close();
    await this.platform.stop();
  }

  get agent(): ApiClient {
    return this.partner.user('AdminAgent');
  }

  get partnerId(): string {
    return this.partner.tenantId;
  }

  get otherId(): string {
    return this.other.tenantId;
  }

  /** A command, not sent yet, that tells of a customer of another portal. */
  relationship(): SentCommand {
    return this.sender.relationshipWith(randomUUID());
  }

  async recordedCustomer(): Promise<string> {
    const command = this.relationship();
    await this.sender.send(command);
    await this.outcomeOf(command);
    return command.subject;
  }

  /** The customer accepts the partner by its standing link. */
  async accept(admin: ApiClient): Promise<void> {
    const { token } = (await this.agent.post('/v1/customers/relationshiprequests', {})).body;
    expect((await admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
  }

  async relationshipTo(customerId: string): Promise<unknown> {
    return (await this.agent.get<Customer>(`/v1/customers/${customerId}`)).body.relationshipToPartner;
  }

  /** What events about a relationship of the partner are about. */
  subjectOf(customerId: string): string {
    return `${this.partnerId}/${customerId}`;
  }

  /** The events that a command caused, each once. */
  causedBy({ id }: SentCommand): TappedEvent[] {
    const events = this.tap.events.filter(
      ({ topic, headers }) => topic !== this.deadLetterTopic && headers['ce_causationid'] === id,
    );
    return [...new Map(events.map((event) => [event.headers['ce_id'], event])).values()];
  }

  outcomeOf(command: SentCommand): Promise<TappedEvent> {
    return eventually(`the outcome of ${command.type}`, () => this.causedBy(command)[0]);
  }

  parkedOf({ id }: SentCommand): TappedEvent[] {
    return this.tap.events.filter(({ topic, headers }) => topic === this.deadLetterTopic && headers['ce_id'] === id);
  }

  /** Waits until everything that was sent before about these customers has been dealt with: what has one key is, in order. */
  async settled(...customerIds: string[]): Promise<void> {
    const last = customerIds.map((customerId) => ({ ...this.sender.purchaseOf(customerId), source: '/unknown' }));
    await this.sender.send(...last);
    for (const command of last) await this.outcomeOf(command);
  }
}

/** Each suite onboards the partners, which are there from the first time on. */
function theSame(tenantId: string): { tenantId: string; mpnId: string } {
  return { tenantId, mpnId: String(1e9 + Number.parseInt(tenantId.slice(0, 7), 16)) };
}
