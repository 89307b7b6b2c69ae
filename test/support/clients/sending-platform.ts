import { eventually } from '../eventually.js';
import { type TestOrganisation, type TestPlatform } from '../platform/test-platform.js';
import { CommandSender, type SentCommand } from './command-sender.js';
import { type EventTap, type TappedEvent } from './event-tap.js';
import { type Application } from '../wire/resources.js';

/** The services that take commands. */
export const takingServices = ['customers', 'agreements', 'relationships', 'enrollment'] as const;
type TakingService = (typeof takingServices)[number];

/** A partner's own platform, which it has registered as a source of commands. */
export class SendingPlatform {
  private constructor(
    readonly source: string,
    readonly tenantId: string,
    readonly appId: string,
    private readonly senders: Record<TakingService, CommandSender>,
    private readonly tap: EventTap,
  ) {}

  /** Registers it as a Global admin does, with these roles. */
  static async register(
    { kafkaBrokers, prefix }: TestPlatform,
    tap: EventTap,
    { tenantId, clients }: Pick<TestOrganisation, 'tenantId' | 'clients'>,
    { roles, domain = `${tenantId}.example` }: { roles: string[]; domain?: string },
  ): Promise<SendingPlatform> {
    const admin = clients.get('GlobalAdmin');
    if (!admin) throw new Error('There is no Global admin.');
    const { appId } = (await admin.postPatiently<Application>('/v1/applications', { displayName: 'CRM' })).body;
    const source = `https://${domain}/crm/${appId}`;
    const { status, text } = await admin.postPatiently(`/v1/applications/${appId}/commandsources`, { source, roles });
    if (status !== 201) throw new Error(`Registering the source answers ${status} ${text}`);
    const senders = await Promise.all(
      takingServices.map(async (service) => [
        service,
        await CommandSender.open(kafkaBrokers, `${prefix}.${service}.commands`, source),
      ]),
    );
    return new SendingPlatform(
      source,
      tenantId,
      appId,
      Object.fromEntries(senders) as Record<TakingService, CommandSender>,
      tap,
    );
  }

  /** Sends a command, and waits for its outcome: the first event that it caused. */
  async send(service: TakingService, name: string, subject: string, data: object): Promise<TappedEvent> {
    const command = this.command(service, name, subject, data);
    await this.repeat(service, command);
    return this.outcomeOf(command);
  }

  command(service: TakingService, name: string, subject: string, data: object): SentCommand {
    return this.senders[service].named(name, subject, data);
  }

  repeat(service: TakingService, ...commands: SentCommand[]): Promise<void> {
    return this.senders[service].send(...commands);
  }

  outcomeOf(command: SentCommand): Promise<TappedEvent> {
    return eventually(`the outcome of ${command.type}`, () => this.causedBy(command)[0]);
  }

  /** The events that a command caused, each once. */
  causedBy({ id }: SentCommand): TappedEvent[] {
    const events = this.tap.events.filter(({ headers }) => headers['ce_causationid'] === id);
    return [...new Map(events.map((event) => [event.headers['ce_id'], event])).values()];
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.senders).map((sender) => sender.close()));
  }
}

/** What came of a command: the type of the event, or why it was rejected. */
export function told({ headers, data }: TappedEvent): string {
  const type = String(headers['ce_type']).replace('io.twotier.', '');
  return type === 'command.rejected.v1' ? `rejected: ${String(data.description)}` : type;
}

/** The code that a command was rejected with. */
export function refusal({ headers, data }: TappedEvent): number | string {
  return headers['ce_type'] === 'io.twotier.command.rejected.v1' && data.parked === false
    ? Number(data.code)
    : JSON.stringify(data);
}
