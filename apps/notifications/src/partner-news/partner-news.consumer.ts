import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type Clock } from '#lib/decision';
import { CLOCK, EventHandler, type EventMessage } from '#lib/messaging';
import { Remembered } from '#lib/service-kit';
import { userPurged, type UserPurgedV1 } from '#contracts/identity/user-purged.v1';
import { auditRecordOf, historyOf, partsOfActor, type AuditRecord } from '../audit/audit-record.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { NotificationsConfig } from '../notifications.config.js';
import { deliveriesOf } from '../webhook/delivery.js';
import { DeliveryRepository } from '../webhook/delivery.repository.js';
import { DeliverySender } from '../webhook/delivery.sender.js';
import { allNews } from './all-news.js';
import { CustomersClient } from './customers.client.js';
import { KnownRegistrations } from './known-registrations.js';
import { type PartnerNews } from './news.js';

/** How long a record may have the name that a customer had before. */
const NAMES_KNOWN_FOR_MS = 5_000;

const newsByType = new Map(allNews.map((one) => [one.contract.type, one]));

/** Makes of each event a line in the activity log of each tenant that it concerns, and the webhook events that they registered for. */
@Controller()
export class PartnerNewsConsumer {
  private readonly names = new Remembered<string>({ forMs: NAMES_KNOWN_FOR_MS });

  constructor(
    private readonly records: AuditRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly registrations: KnownRegistrations,
    private readonly sender: DeliverySender,
    private readonly customers: CustomersClient,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Records come first: whoever gets a webhook event finds the record that it names. A repeat finds both, and changes nothing. */
  @EventHandler(...allNews.map(({ contract }) => contract))
  async happened(@Payload() event: EventMessage): Promise<void> {
    const told = newsByType.get(event.type);
    if (!told) throw new Error(`${event.type} is no news.`);
    const tenantIds = await this.concerned(told, event);
    const customerName = await this.customerNameIn(told, event, tenantIds);
    const records = await Promise.all(tenantIds.map((tenantId) => this.recordOf(told, event, tenantId, customerName)));
    await this.records.add(records);
    if (told.webhooks) await this.addDeliveries(told, event, records);
  }

  /** What the user was called is forgotten; that somebody changed, and when, stays. */
  @EventHandler(userPurged)
  async purged(@Payload() { source, data }: EventMessage<UserPurgedV1>): Promise<void> {
    const { tenantId, userId } = data;
    await this.records.forget(historyOf(source, userId), { tenantId, userId });
  }

  private async concerned(told: PartnerNews, event: EventMessage): Promise<string[]> {
    const named = told.to(event.data);
    const { customerId = '' } = event.data as { customerId?: string };
    const others = told.toPartnersOfCustomer ? await this.customers.partnersOf(customerId) : [];
    // A partner sees what it did to a customer's users.
    const { tenantId: acting } = partsOfActor(event);
    const acts = event.source === '/services/identity' && acting !== this.config.OPERATOR_TENANT ? [acting] : [];
    const ids = [...named, ...others, ...acts].filter((id): id is string => Boolean(id));
    return [...new Set(ids)];
  }

  private async recordOf(
    told: PartnerNews,
    event: EventMessage,
    tenantId: string,
    customerName: string | undefined,
  ): Promise<AuditRecord> {
    const change = told.about(event.data, tenantId);
    const history = historyOf(event.source, change.resourceId);
    const before = await this.records.valueBefore(tenantId, history, event.sequence);
    return auditRecordOf(told, event, tenantId, { ...(before && { before }), ...(customerName && { customerName }) });
  }

  /** What the customer of an event is called, for all whom it concerns. */
  private async customerNameIn(
    told: PartnerNews,
    { data }: EventMessage,
    tenantIds: string[],
  ): Promise<string | undefined> {
    const { companyName } = data as { companyName?: string };
    const [customerId] = tenantIds.flatMap((tenantId) => told.about(data, tenantId).customerId ?? []);
    if (customerId === undefined) return companyName;
    if (companyName !== undefined) this.names.forget(customerId);
    const look = (): Promise<string | undefined> => this.records.customerName(customerId, tenantIds);
    // What a stranger was told of is not known to be a customer: its name is for those alone that have it.
    if (told.isHearsay) return companyName ?? look();
    return this.names.find(customerId, async () => {
      return companyName ?? (await look()) ?? this.customers.companyName(customerId);
    });
  }

  private async addDeliveries(told: PartnerNews, event: EventMessage, records: AuditRecord[]): Promise<void> {
    const tenantIds = records.map(({ tenantId }) => tenantId);
    const registrations = await this.registrations.at(event.time, tenantIds);
    const [now, publicUrl] = [this.clock.now(), this.config.issuer];
    const made = registrations.flatMap((registration) => {
      const auditId = records.find(({ tenantId }) => tenantId === registration.partnerId)?.id ?? '';
      return deliveriesOf(told, event, registration, { auditId, publicUrl, now });
    });
    for (const delivery of made) await this.deliveries.add(delivery);
    if (made.length > 0) this.sender.soon();
  }
}
