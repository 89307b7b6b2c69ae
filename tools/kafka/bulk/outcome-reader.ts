import { randomBytes } from 'node:crypto';
import { type Batch, type Consumer, type Kafka, type KafkaMessage } from 'kafkajs';
import { InvalidMessageError, readEvent, type PlatformEvent } from '../../../packages/events/src/index.ts';
import { Failure } from '../../process/program.ts';
import { COMMAND_ID_PREFIX } from './command-id.ts';
import { type Outcomes } from './outcomes.ts';

const REJECTED = 'io.twotier.command.rejected.v1';
const CREATED = 'io.twotier.customer.created.v1';
const DELETED = 'io.twotier.customer.deleted.v1';

export interface OutcomeReaderOptions {
  kafka: Kafka;
  topicPrefix: string;
  source: string;
  outcomes: Outcomes;
  /** Is told the ids of commands whose outcomes are known now. */
  onOutcomes: (ids: string[]) => void;
  /** Is told when no events can be read any more. */
  onFailure: (failure: Failure) => void;
}

/** Reads the events of the customers service, from where it was read last, and keeps what they say of the source's commands. */
export class OutcomeReader {
  readonly #options: OutcomeReaderOptions;
  readonly #topic: string;
  readonly #groupId: string;
  readonly #consumer: Consumer;
  #partitions: number[] = [];
  /** Where the partitions ended when reading began. */
  #ends = new Map<number, bigint>();
  #onCaughtUp: () => void = () => {};

  constructor(options: OutcomeReaderOptions) {
    this.#options = options;
    this.#topic = `${options.topicPrefix}.customers.events`;
    // A group of its own, which commits nothing: positions are kept with what was read.
    this.#groupId = `${options.topicPrefix}.import.${randomBytes(6).toString('hex')}`;
    this.#consumer = options.kafka.consumer({
      groupId: this.#groupId,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 200,
    });
  }

  /** Resolves when everything that had been published before is known. */
  async start(): Promise<void> {
    await this.#findEnds();
    const { CRASH, GROUP_JOIN } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, () => this.#seek());
    this.#consumer.on(CRASH, ({ payload: { error, restart } }) => {
      if (!restart) this.#options.onFailure(new Failure(`The events cannot be read: ${error.message}`));
    });
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topic: this.#topic, fromBeginning: true });
    const caughtUp = new Promise<void>((resolve) => (this.#onCaughtUp = resolve));
    this.#noteCaughtUp();
    await this.#consumer.run({ autoCommit: false, eachBatch: ({ batch }) => Promise.resolve(this.#keep(batch)) });
    await caughtUp;
  }

  async close(): Promise<void> {
    await this.#consumer.disconnect();
    const admin = this.#options.kafka.admin({ retry: { retries: 0 } });
    // The broker forgets an empty group by itself, if it does not let us.
    await admin
      .connect()
      .then(() => admin.deleteGroups([this.#groupId]))
      .catch(ignore);
    await admin.disconnect().catch(ignore);
  }

  async #findEnds(): Promise<void> {
    const { kafka, outcomes } = this.#options;
    const admin = kafka.admin();
    try {
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(this.#topic);
      this.#partitions = offsets.map(({ partition }) => partition);
      const isOfAnother = offsets.some(({ partition, high }) => BigInt(outcomes.position(partition)) > BigInt(high));
      if (isOfAnother) outcomes.clear();
      this.#ends = new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
    } catch (error) {
      throw new Failure(`The topic ${this.#topic} cannot be read: ${(error as Error).message}`);
    } finally {
      await admin.disconnect();
    }
  }

  #seek(): void {
    for (const partition of this.#partitions) {
      this.#consumer.seek({ topic: this.#topic, partition, offset: this.#options.outcomes.position(partition) });
    }
  }

  #keep(batch: Batch): void {
    const { outcomes, onOutcomes } = this.#options;
    const ids: string[] = [];
    outcomes.together(() => {
      for (const message of batch.messages) ids.push(...this.#learn(message));
      outcomes.setPosition(batch.partition, String(BigInt(batch.lastOffset()) + 1n));
    });
    this.#noteCaughtUp();
    if (ids.length > 0) onOutcomes(ids);
  }

  #noteCaughtUp(): void {
    for (const [partition, end] of this.#ends) {
      if (BigInt(this.#options.outcomes.position(partition)) >= end) this.#ends.delete(partition);
    }
    if (this.#ends.size === 0) this.#onCaughtUp();
  }

  /** The command whose outcome the event is. */
  #learn(message: KafkaMessage): string[] {
    const type = String(message.headers?.['ce_type']);
    if (type !== REJECTED && !type.startsWith('io.twotier.customer.')) return [];
    const event = readable(message);
    if (!event) return [];
    this.#learnCustomer(event);
    const { causationId } = event;
    if (!causationId?.startsWith(COMMAND_ID_PREFIX)) return [];
    if (event.type === CREATED && event.actor?.endsWith(`/${this.#options.source}`)) {
      this.#options.outcomes.add(causationId, { customerId: event.data.customerId });
      return [causationId];
    }
    if (event.type === REJECTED && event.data.commandSource === this.#options.source) {
      const { code, description, partnerId } = event.data;
      this.#options.outcomes.add(causationId, { code, description, partnerId });
      return [causationId];
    }
    return [];
  }

  #learnCustomer(event: PlatformEvent): void {
    const { domain, customerId, relationships } = event.data as Partial<CustomerState>;
    if (!domain || !customerId) return;
    if (event.type === DELETED) this.#options.outcomes.removeCustomer(domain, customerId);
    else if (relationships) {
      const partnerIds = relationships.map(({ partnerId }) => partnerId);
      this.#options.outcomes.addCustomer(domain, { customerId, partnerIds });
    }
  }
}

interface CustomerState {
  domain: string;
  customerId: string;
  relationships: { partnerId: string }[];
}

/** Undefined for what is no event of the platform: whoever may write to the topic can put it there. */
function readable(message: KafkaMessage): PlatformEvent | undefined {
  try {
    return readEvent(message);
  } catch (error) {
    if (error instanceof InvalidMessageError) return undefined;
    throw error;
  }
}

function ignore(): void {}
