import { createKafkaClient } from '../../broker/kafka-client.js';
import { type MessagingOptions } from '../../messaging-options.js';

/** Whether a broker is there for others. */
export async function brokerAnswers(options: MessagingOptions): Promise<boolean> {
  const admin = createKafkaClient(`${options.service}-watchdog`, options).admin();
  try {
    await admin.connect();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
