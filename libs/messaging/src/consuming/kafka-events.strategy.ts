import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { type Consumer, type EachBatchPayload } from 'kafkajs';
import { type Clock } from '#lib/decision';
import { backoff } from './backoff.js';
import { BatchProcessor } from './dispatching/batch-processor.js';
import { brokerRefusal, type BrokerRefusal, type BrokerWork } from '../broker/broker-refusal.js';
import { brokerAnswers } from './health/broker-answers.js';
import { BrokerTrouble } from './broker-trouble.js';
import { CommandDispatcher } from './dispatching/command-dispatcher.js';
import { unreadableHandlerOf } from './command-handler.decorator.js';
import { ConsumerLags } from './health/consumer-lags.js';
import { ConsumerHealth, type ConsumerReport } from './health/consumer-health.js';
import { GroupLag, type GroupReport } from './health/group-lag.js';
import { DeadLetters, firstPlaceOf } from './parking/dead-letters.js';
import { contractOf, type Dispatcher, type Handlers, type Outcome } from './dispatching/dispatcher.js';
import { EventDispatcher } from './dispatching/event-dispatcher.js';
import { type EventProducer } from '../publishing/event-producer.js';
import { groupRefusal } from '../broker/group-refusal.js';
import { messageOf } from './dispatching/failure.js';
import { OffsetCommits } from './offset-commits.js';
import { type ParkedLetters } from './parking/parked-letters.js';
import { createKafkaClient } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { OtherPartitionsError } from '../topics/partitions.js';
import { topicsOf, type ServiceTopic } from '../topics/service-topics.js';
import { TopicSetup } from '../topics/topic-setup.js';
import { Topics } from '../topics/topics.js';

/** How many partitions are handled at the same time. */
const PARALLEL_PARTITIONS = 4;
const HEARTBEAT_MS = 1_000;
const WATCH_EVERY_MS = 30_000;
/** A consumer that hears nothing for so long, from a broker that answers others, is not coming back by itself. */
const SILENT_TOO_LONG_MS = 120_000;

export interface StrategyDependencies {
  options: MessagingOptions;
  producer: EventProducer;
  clock: Clock;
  /** Remembers what is parked. */
  letters: ParkedLetters;
  /** Called when kafkajs gives the consumer up for good, or the topics are not those of the settings: the process has to end, so that it is restarted. */
  onGivenUp(error: Error): void;
  onOutcome(topic: string, outcome: Outcome['is'], seconds: number): void;
}

/**
 * Consumes events for `@EventHandler` methods, and commands for `@CommandHandler` ones. Every message ends as done, retry
 * or park; nothing is thrown into kafkajs, which would retry it a few times and then stop consuming.
 */
export class KafkaEventsStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly health: ConsumerHealth;
  readonly lags = new ConsumerLags();

  protected override readonly logger = new Logger(KafkaEventsStrategy.name);
  private readonly topics: Topics;
  private readonly group: string;
  private readonly doneAhead = new Map<string, Set<string>>();
  private readonly retries = new Map<string, number>();
  private readonly resumes = new Set<NodeJS.Timeout>();
  private consumer?: Consumer;
  private readonly commits = new OffsetCommits();
  private readonly trouble: BrokerTrouble;
  private readonly groupLag: GroupLag;
  private watchdog?: NodeJS.Timeout;
  private events: Dispatcher;
  private commands: { first: Dispatcher; redriven: Dispatcher };
  private deadLetters: DeadLetters;
  private closing = false;
  /** How often the consumer was given up since it was in its group last. */
  private givenUp = 0;
  private started?: Promise<void>;
  private topicSetup?: TopicSetup;

  constructor(private readonly deps: StrategyDependencies) {
    super();
    this.health = new ConsumerHealth(deps.clock);
    this.topics = new Topics(deps.options.topicPrefix);
    this.group = this.topics.group(deps.options.service);
    this.trouble = new BrokerTrouble(deps.options, this.group, this.health);
    this.groupLag = new GroupLag(deps.options, this.group);
  }

  /** Returns at once: a service starts, and takes commands, also while the broker is away. */
  listen(callback: () => void): void {
    this.events = new EventDispatcher(this.handlersOf('event'));
    const commands = { commands: this.handlersOf('command'), unreadable: unreadableHandlerOf(this.messageHandlers) };
    this.commands = { first: new CommandDispatcher(commands, false), redriven: new CommandDispatcher(commands, true) };
    this.deadLetters = new DeadLetters(this.deps.producer, this.topics, this.group, this.deps.letters);
    this.started = this.start();
    callback();
  }

  /** Finishes what is in hand, commits it and leaves the group. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.watchdog);
    await this.commits.now();
    this.resumes.forEach((timer) => clearTimeout(timer));
    await this.consumer?.disconnect().catch(() => undefined);
    await this.started;
    await this.topicSetup?.settled();
  }

  /** Whether this service consumes, if there is anything to consume, and what the broker refuses. */
  report(): ConsumerReport {
    const own = this.subscribes || this.health.isRefused ? this.health.report() : { healthy: true, waiting: {} };
    const refused = [...(own.refused ?? []), ...this.deps.producer.refusals];
    return refused.length > 0 ? { ...own, healthy: false, refused } : own;
  }

  /** What the broker knows of the group of this service; undefined while it does not say it. */
  groupReport(): Promise<GroupReport | undefined> {
    return this.groupLag.report(this.subscribedTopics());
  }

  on(): never {
    throw new Error('Server events are not supported; see ConsumerHealth.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  /** Brings the topics about without consuming them; `close` waits until it is known whether they are well set up. */
  async prepareTopics(): Promise<void> {
    this.topicSetup ??= new TopicSetup(this.deps.options, this.serviceTopics());
    await this.topicSetup.prepare();
  }

  private async start(): Promise<void> {
    for (let attempt = 0; !this.closing; attempt++) {
      let work: BrokerWork = 'create-topics';
      try {
        await this.prepareTopics();
        work = 'consume';
        if (this.subscribes) await this.consume();
        else this.health.admitted();
        return;
      } catch (error) {
        if (error instanceof OtherPartitionsError) return this.deps.onGivenUp(error);
        const refusal = brokerRefusal(error);
        if (refusal) this.trouble.refused(work, refusal, this.subscribedTopics());
        else this.trouble.notThere((error as Error).message);
        await this.consumer?.disconnect().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, backoff(attempt)));
      }
    }
  }

  private async consume(): Promise<void> {
    const consumer = createKafkaClient(this.deps.options.service, this.deps.options).consumer({
      groupId: this.group,
      allowAutoTopicCreation: false,
      sessionTimeout: this.deps.options.sessionTimeoutSeconds * 1_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 300,
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 10 },
    });
    this.consumer = consumer;
    this.watch(consumer);
    await consumer.connect();
    this.watchdog ??= setInterval(() => void this.endIfSilent(), WATCH_EVERY_MS);
    await consumer.subscribe({ topics: this.subscribedTopics(), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARALLEL_PARTITIONS,
      eachBatch: (payload) => this.onBatch(payload),
    });
  }

  private watch(consumer: Consumer): void {
    const { CRASH, FETCH, HEARTBEAT, GROUP_JOIN } = consumer.events;
    consumer.on(FETCH, () => {
      this.health.polled();
      this.health.admitted();
      this.givenUp = 0;
    });
    consumer.on(HEARTBEAT, () => this.health.polled());
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.doneAhead.clear();
      this.health.assigned(payload.memberAssignment);
      this.lags.assigned(payload.memberAssignment);
    });
    consumer.on(CRASH, ({ payload }) => {
      if (payload.restart || this.closing) return;
      const { error } = payload;
      const refusal = brokerRefusal(error);
      // A new broker makes its offsets topic at the first join; kafkajs takes that for final.
      if (refusal || error.name === 'KafkaJSGroupCoordinatorNotFound') {
        this.started = this.startAgain(consumer, refusal);
      } else {
        this.deps.onGivenUp(error);
      }
    });
  }

  /** No end of the process would mend what the broker refuses: the service goes on, and says what it lacks. */
  private async startAgain(consumer: Consumer, known: BrokerRefusal | undefined): Promise<void> {
    await consumer.disconnect().catch(() => undefined);
    const refusal = known ?? (await groupRefusal(this.deps.options, this.group));
    if (refusal) this.trouble.refused('consume', refusal, this.subscribedTopics());
    await new Promise((resolve) => setTimeout(resolve, backoff(this.givenUp++)));
    await this.start();
  }

  private async endIfSilent(): Promise<void> {
    if (this.health.isRefused || this.health.silentForMs() < SILENT_TOO_LONG_MS) return;
    if (!(await brokerAnswers(this.deps.options))) return;
    this.deps.onGivenUp(new Error('The broker answers, but the consumer has heard nothing from it for too long.'));
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const heart = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const failure = await this.processorFor(topic, partition).process(payload);
      if (failure) this.waitAndResume(payload, failure);
      else this.goesOn(topic, partition);
      this.lags.read(payload.batch, failure === undefined);
      if (this.closing) this.commits.hurry();
      await this.commits.soon(payload);
    } catch (error) {
      // A bug here must not reach kafkajs, which would stop for good: what is not resolved is fetched again.
      this.waitAndResume(payload, error as Error);
    } finally {
      clearInterval(heart);
    }
  }

  private processorFor(topic: string, partition: number): BatchProcessor {
    const at = `${topic}/${partition}`;
    const ahead = this.doneAhead.get(at) ?? new Set<string>();
    this.doneAhead.set(at, ahead);
    const origin = topic.replace(this.topics.redrive('', this.group), '');
    return new BatchProcessor(
      this.dispatcherOf(origin, topic !== origin),
      {
        group: this.group,
        park: async (message, { error, attempts }) => {
          await this.deadLetters.park(origin, { topic, partition, message, error, attempts });
          this.commits.hurry();
        },
        ...(topic !== origin && {
          done: (message) => this.deps.letters.handled(firstPlaceOf(origin, { topic, partition, message })),
        }),
        counted: (outcome, seconds) => this.deps.onOutcome(topic, outcome, seconds),
      },
      ahead,
    );
  }

  /** The partition waits, all others go on; it is tried again without end. */
  private waitAndResume(payload: EachBatchPayload, error: Error): void {
    const { topic, partition } = payload.batch;
    const attempt = this.retries.get(`${topic}/${partition}`) ?? 0;
    this.retries.set(`${topic}/${partition}`, attempt + 1);
    const reason = messageOf(error);
    this.health.waits(topic, partition, reason);
    const details = { topic, partition, attempt, err: error };
    this.logger[attempt === 0 ? 'warn' : 'debug'](details, `Partition waits: ${reason}`);
    const resume = payload.pause();
    const timer = setTimeout(() => {
      this.resumes.delete(timer);
      resume();
    }, backoff(attempt));
    this.resumes.add(timer);
  }

  private goesOn(topic: string, partition: number): void {
    this.retries.delete(`${topic}/${partition}`);
    this.health.goesOn(topic, partition);
  }

  private dispatcherOf(origin: string, redriven: boolean): Dispatcher {
    if (origin !== this.topics.commands(this.deps.options.service)) return this.events;
    return redriven ? this.commands.redriven : this.commands.first;
  }

  private handlersOf(kind: 'event' | 'command'): Handlers {
    return new Map([...this.messageHandlers].filter(([type, handler]) => contractOf(type, handler)?.kind === kind));
  }

  /** Whether there is anything to consume. */
  private get subscribes(): boolean {
    return this.messageHandlers.size > 0;
  }

  private subscribedTopics(): string[] {
    return this.serviceTopics().flatMap(({ reads, topic }) => (reads ? [topic] : []));
  }

  private serviceTopics(): ServiceTopic[] {
    const contracts = [...this.messageHandlers].flatMap(([type, handler]) => contractOf(type, handler) ?? []);
    return topicsOf(this.deps.options.service, contracts, this.topics, this.deps.options);
  }
}
