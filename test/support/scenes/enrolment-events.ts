import { randomUUID } from 'node:crypto';
import { type DomainEvent } from '#lib/contracts';
import { EventProducer, toKafkaRecord, Topics, type MessagingOptions, type StoredEvent } from '#lib/messaging';
import { type EnrollmentStateV1 } from '#contracts/enrollment/enrollment-state.v1';
import { type TestPlatform } from '../platform/test-platform.js';

type EnrolmentEvent = DomainEvent<EnrollmentStateV1>;

/** Publishes events of enrolments as enrollment does. */
export class EnrolmentEvents {
  private readonly options: MessagingOptions;
  private readonly producer: EventProducer;
  private readonly topic: string;
  private readonly sequences = new Map<string, number>();

  constructor({ kafkaBrokers, prefix, gatewayUrl }: TestPlatform) {
    this.topic = new Topics(prefix).events('enrollment');
    this.options = {
      service: 'enrollment',
      brokers: kafkaBrokers.split(','),
      topicPrefix: prefix,
      partitions: 2,
      replicationFactor: 1,
      publicUrl: gatewayUrl,
      sessionTimeoutSeconds: 10,
    };
    this.producer = new EventProducer(this.options);
  }

  /** The next event of the enrolment, published as often as is said; answers its id. */
  async publish({ contract, data }: EnrolmentEvent, { times = 1 } = {}): Promise<string> {
    const sequence = (this.sequences.get(data.tenantId) ?? 0) + 1;
    this.sequences.set(data.tenantId, sequence);
    const event: StoredEvent = {
      id: `${data.tenantId}.${sequence}`,
      type: contract.type,
      sequence,
      time: new Date(),
      correlationId: randomUUID(),
      data: { ...data },
    };
    const record = toKafkaRecord(this.options, data.tenantId, event);
    for (let time = 1; time <= times; time++) await this.producer.send(this.topic, [record]);
    return event.id;
  }

  close(): Promise<void> {
    return this.producer.close();
  }
}

/** An enrolment as its events tell of it. */
export function enrolment(tenantId: string, changes: Partial<EnrollmentStateV1> = {}): EnrollmentStateV1 {
  return {
    enrollmentId: tenantId,
    tenantId,
    status: 'in-review',
    program: 'indirect-reseller',
    companyName: 'Contoso',
    country: 'US',
    cloud: 'Global',
    vettingStatus: 'pending',
    vettingSubStatus: 'decision',
    enrolledBy: randomUUID(),
    ...changes,
  };
}
