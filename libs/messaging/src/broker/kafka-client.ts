import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { type BrokerAccess } from '../messaging-options.js';
import './fetch-pace.js';
import './idle-connections.js';
import { KafkaSecurity } from './kafka-security.js';
import './refused-topics.js';

const nobody = new KafkaSecurity({});

/** Whom the broker takes this service for: rights are given to this name. */
export function kafkaUserOf({ security = nobody }: BrokerAccess): string {
  return security.user;
}

/** One configured kafkajs client for each purpose; the broker may be away when it is made. Only services' migrations create topics. */
export function createKafkaClient(clientId: string, { brokers, security = nobody }: BrokerAccess): Kafka {
  return new Kafka({
    ...security.options(),
    clientId,
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5 },
    logLevel: logLevel.WARN,
    logCreator: () => toNestLogger,
  });
}

const logger = new Logger('kafkajs');

/** While a broker is away kafkajs reports each attempt as an error; what follows from it is reported by our own code. */
function toNestLogger({ namespace, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, ...details } = log;
  logger.debug({ namespace, ...details }, message);
}
