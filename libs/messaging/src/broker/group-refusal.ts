import { Kafka, logLevel } from 'kafkajs';
import { brokerRefusal, type BrokerRefusal } from './broker-refusal.js';
import { type MessagingOptions } from '../messaging-options.js';

/**
 * Why no coordinator of a group is found: the broker refuses the group, or undefined: it may still be starting. kafkajs fails
 * in the same way for both, and tells what the broker answered in its log alone.
 */
export async function groupRefusal(
  { service, brokers, security }: MessagingOptions,
  group: string,
): Promise<BrokerRefusal | undefined> {
  let refusal: BrokerRefusal | undefined;
  const kafka = new Kafka({
    ...security?.options(),
    clientId: `${service}-diagnosis`,
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    // kafkajs looks for the brokers at the second attempt.
    retry: { initialRetryTime: 100, retries: 1 },
    logLevel: logLevel.DEBUG,
    logCreator:
      () =>
      ({ log }) => {
        refusal ??= brokerRefusal(log['error']);
      },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.describeGroups([group]);
  } catch (error) {
    refusal ??= brokerRefusal(error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
  return refusal;
}
