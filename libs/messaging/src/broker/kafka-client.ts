import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import './idle-connections.js';

/** Whom the broker takes this service for: nobody in particular, as it does not sign in there. Rights are given to this name. */
export const KAFKA_USER = 'User:ANONYMOUS';

/** One configured kafkajs client for each purpose; the broker may be away when it is made. */
export function createKafkaClient(clientId: string, brokers: string[]): Kafka {
  return new Kafka({
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
