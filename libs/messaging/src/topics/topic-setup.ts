import { createKafkaClient } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ServiceTopic } from './service-topics.js';
import { checkTopics } from './topic-check.js';
import { createTopics } from './topic-migration.js';

/** Brings the topics of a service about, and looks once whether they are well set up; both over one connection. */
export class TopicSetup {
  private checked?: Promise<void>;

  constructor(
    private readonly options: MessagingOptions,
    private readonly specs: ServiceTopic[],
  ) {}

  /** Resolves when the topics are there; whether they are well set up is told later. */
  async prepare(): Promise<void> {
    const admin = createKafkaClient(`${this.options.service}-topics`, this.options).admin();
    const leave = (): Promise<void> => admin.disconnect().catch(() => undefined);
    try {
      await admin.connect();
      const known = await createTopics(admin, this.options, this.specs);
      if (this.checked) await leave();
      else this.checked = checkTopics(admin, this.options, this.specs, known).then(leave, leave);
    } catch (error) {
      await leave();
      throw error;
    }
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.checked;
  }
}
