import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import { KafkaSecurity, kafkaSecurityFaults } from '../../libs/messaging/src/broker/kafka-security.ts';
import { Failure } from '../process/program.ts';

/** How to reach a broker by what the environment says, as the services do. */
export function brokerSecurity(environment: NodeJS.ProcessEnv = process.env): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const faults = kafkaSecurityFaults(given);
  if (faults.length > 0) throw new Failure(`The broker cannot be reached like this:\n  ${faults.join('\n  ')}`);
  return new KafkaSecurity(given).options();
}

/**
 * A client that says nothing by itself.
 * @param brokers `host:port`, comma-separated
 */
export function kafkaClient(clientId: string, brokers: string, environment = process.env): Kafka {
  return new Kafka({
    ...brokerSecurity(environment),
    clientId,
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
  });
}
