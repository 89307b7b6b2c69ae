import { Logger } from '@nestjs/common';
import { describeRefusal, refusalsTotal, type BrokerRefusal, type BrokerWork } from '../broker/broker-refusal.js';
import { kafkaUserOf } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ConsumerHealth } from './health/consumer-health.js';

/** Tells what keeps a service from its broker: each reason once, until it is another one. */
export class BrokerTrouble {
  private readonly logger = new Logger('Broker');
  private away?: string;

  constructor(
    private readonly options: MessagingOptions,
    private readonly group: string,
    private readonly health: ConsumerHealth,
  ) {}

  /** @param topics those that it can be about, where the broker names none */
  refused(work: BrokerWork, refusal: BrokerRefusal, topics: string[]): void {
    const { code, of, topic } = refusal;
    refusalsTotal.inc({ operation: work, reason: code });
    const user = kafkaUserOf(this.options);
    const name = of === 'group' ? this.group : (topic ?? topics.join(' or '));
    const line = describeRefusal(user, work, refusal, name);
    if (!this.health.refused(line)) return;
    this.logger.error(
      { user, operation: work, ...(of !== 'service' && { name }), reason: code },
      `${line}. Nothing is consumed until that is corrected. The service keeps trying.`,
    );
  }

  notThere(reason: string): void {
    const isNews = reason !== this.away;
    this.away = reason;
    const hint = /closed/i.test(reason) ? ' The broker may want TLS or a sign-in: see KAFKA_SECURITY_PROTOCOL.' : '';
    this.logger[isNews ? 'warn' : 'debug'](`Not consuming yet, trying again: ${reason}.${hint}`);
  }
}
