import { setTimeout as delay } from 'node:timers/promises';
import { Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import { createCommand, type CreateCustomerV1 } from '../../../packages/events/src/index.ts';
import { until } from '../../process/concurrency.ts';
import { Failure } from '../../process/program.ts';
import { CREATE_CUSTOMER, LineFault, payloadOf, type Line } from './columns.ts';
import { commandIdOf } from './command-id.ts';
import { OutcomeReader } from './outcome-reader.ts';
import { type Outcome, type Outcomes } from './outcomes.ts';
import { type Reported } from './report.ts';

/** Commands that are sent together at most. */
const TOGETHER = 100;
const PAUSE_MS = 2_000;
/** Refusals of who sends, whatever the line: it may not, its partner is not active, or has not the type that creates customers. */
const REFUSES_SENDER = [2032, 900149, 900150];
const DELETED = 'The customer was imported before, and has been deleted since. --again creates it anew.';
/** Of a refusal because something is there already, and of others. */
const INVALID_OR_TAKEN = 2000;

export interface ImportOptions {
  kafka: Kafka;
  topicPrefix: string;
  source: string;
  outcomes: Outcomes;
  lines: AsyncIterable<Line>;
  /** How many commands may be unanswered at once. */
  window: number;
  /** Sends again what was refused before. */
  again: boolean;
  report: (line: Reported) => void;
  /** Is told how far it is. */
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
}

export interface Progress {
  bytes: number;
  unanswered: number;
  /** Since when nothing that is waited for has come; undefined while nothing is. */
  silentSince?: number;
  /** What cannot be reached. */
  away?: string;
}

/** A line on its way to the report, which has them in the order of the file. */
interface Entry {
  line: Line;
  domain?: string;
  id?: string;
  told?: Omit<Reported, 'line' | 'externalId' | 'domain'>;
}

/**
 * Makes each line a command, and waits for what becomes of it. What the events of earlier runs tell is not sent again, and what is sent
 * again all the same has the id that it had: so each customer is created once, whatever is stopped, killed or repeated.
 */
export class Importer {
  readonly #options: ImportOptions;
  readonly #producer: Producer;
  readonly #reader: OutcomeReader;
  readonly #entries: Entry[] = [];
  /** Those whose outcome is waited for, by the id of their command. */
  readonly #waiting = new Map<string, Entry>();
  #batch: { id: string; message: Message }[] = [];
  #wake: () => void = () => {};
  #progress: Progress = { bytes: 0, unanswered: 0 };
  #isProven = false;
  #failure?: Failure;

  constructor(options: ImportOptions) {
    const { kafka, topicPrefix, source, outcomes, signal } = options;
    this.#options = options;
    this.#producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 3 },
    });
    this.#reader = new OutcomeReader({
      kafka,
      topicPrefix,
      source,
      outcomes,
      onOutcomes: (ids) => this.#answered(ids),
      onFailure: (failure) => this.#fail(failure),
    });
    signal.addEventListener('abort', () => this.#wake());
  }

  /**
   * @throws the reason of the signal, after everything that is known has been reported
   * @throws Failure where going on makes no sense
   */
  async run(): Promise<void> {
    const { lines, signal } = this.#options;
    try {
      await Promise.race([Promise.all([this.#reader.start(), this.#producer.connect()]), until(signal)]);
      this.#assertGoesOn();
      for await (const line of lines) {
        this.#begin(line);
        if (this.#batch.length >= TOGETHER) await this.#send();
        await this.#room();
      }
      while (this.#entries.length > 0) await this.#untilChanged();
    } finally {
      this.#reportAll();
      await Promise.allSettled([this.#producer.disconnect(), this.#reader.close()]);
    }
  }

  #begin(line: Line): void {
    const entry: Entry = { line };
    this.#entries.push(entry);
    this.#progress.bytes += line.bytes;
    try {
      if ('fault' in line) throw line.fault;
      const payload = payloadOf(line.row);
      entry.domain = payload.companyProfile.domain;
      const first = this.#options.outcomes.lineOf(entry.domain, line.number);
      if (first !== line.number) throw new LineFault(`The domain is that of line ${first}.`);
      this.#take(entry, payload);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      entry.told = { outcome: 'refused', description: error.message };
    }
    this.#flush();
  }

  /** Tells what is known of the line's customer, or sends the command. */
  #take(entry: Entry, payload: CreateCustomerV1): void {
    const { outcomes, again, source, topicPrefix } = this.#options;
    let attempt = 1;
    while (outcomes.find(commandIdOf(payload, attempt + 1))) attempt += 1;
    const known = outcomes.find(commandIdOf(payload, attempt));
    if (known && !this.#isToRepeat(entry, known, again)) {
      entry.told = this.#tell(entry, known, 'already there');
      return;
    }
    const id = commandIdOf(payload, known ? attempt + 1 : attempt);
    const key = payload.companyProfile.domain;
    const { message } = createCommand({ type: CREATE_CUSTOMER, source, data: payload, id, key, topicPrefix });
    entry.id = id;
    this.#waiting.set(id, entry);
    this.#batch.push({ id, message });
  }

  #isToRepeat(entry: Entry, known: Outcome, again: boolean): boolean {
    if (refusesSender(known, entry)) return true;
    return again && this.#tell(entry, known, 'already there').outcome === 'refused';
  }

  #tell(
    { domain = '' }: Entry,
    { customerId, code, description, partnerId }: Outcome,
    created: 'created' | 'already there',
  ): NonNullable<Entry['told']> {
    const there = this.#options.outcomes.customer(domain);
    if (customerId) return there ? { outcome: created, customerId } : { outcome: 'refused', description: DELETED };
    if (code === INVALID_OR_TAKEN && partnerId && there?.partnerIds.includes(partnerId)) {
      return { outcome: 'already there', customerId: there.customerId };
    }
    return { outcome: 'refused', code, description };
  }

  #answered(ids: string[]): void {
    for (const id of ids) {
      const entry = this.#waiting.get(id);
      const outcome = entry && this.#options.outcomes.find(id);
      if (!outcome) continue;
      this.#waiting.delete(id);
      entry.told = this.#tell(entry, outcome, 'created');
      if (refusesSender(outcome, entry)) {
        this.#fail(new Failure(`The platform refuses ${this.#options.source}: ${outcome.description}`));
      }
      this.#isProven = true;
      this.#progress.silentSince = undefined;
    }
    this.#flush();
    this.#wake();
  }

  /** Waits until another line may begin: the first command alone says whether the source may send any. */
  async #room(): Promise<void> {
    const { window } = this.#options;
    this.#assertGoesOn();
    while (this.#entries.length >= (this.#isProven || this.#waiting.size === 0 ? window : 1)) {
      await this.#untilChanged();
    }
  }

  async #untilChanged(): Promise<void> {
    await this.#send();
    this.#assertGoesOn();
    if (this.#waiting.size === 0) return;
    this.#progress.silentSince ??= Date.now();
    this.#told();
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#assertGoesOn();
  }

  async #send(): Promise<void> {
    const messages = this.#batch.map(({ message }) => message);
    if (messages.length === 0) return;
    this.#batch = [];
    const topic = `${this.#options.topicPrefix}.customers.commands`;
    for (;;) {
      try {
        await this.#producer.send({ topic, acks: -1, messages });
        this.#progress.away = undefined;
        return;
      } catch (error) {
        // Sent twice does no harm: the ids are the same.
        this.#progress.away = `the broker: ${(error as Error).message}`;
        this.#told();
        await delay(PAUSE_MS, undefined, { signal: this.#options.signal }).catch(() => undefined);
        this.#assertGoesOn();
      }
    }
  }

  /** Reports what is known, as far as the order allows. */
  #flush(): void {
    let known = 0;
    while (this.#entries[known]?.told) known += 1;
    for (const entry of this.#entries.splice(0, known)) this.#reportOne(entry);
    this.#told();
  }

  #reportAll(): void {
    for (const entry of this.#entries.splice(0)) this.#reportOne(entry);
  }

  #reportOne({ line, domain, told = { outcome: 'unanswered' } }: Entry): void {
    const row = 'row' in line ? line.row : undefined;
    const externalId = row?.['externalId'] || undefined;
    this.#options.report({ line: line.number, externalId, domain: domain ?? row?.['domain'], ...told });
  }

  #told(): void {
    this.#options.onProgress({ ...this.#progress, unanswered: this.#waiting.size });
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#wake();
  }

  #assertGoesOn(): void {
    this.#options.signal.throwIfAborted();
    if (this.#failure) throw this.#failure;
  }
}

/** A line that names a reseller may be refused for that alone. */
function refusesSender({ customerId, code, partnerId }: Outcome, { line }: Entry): boolean {
  if (customerId || code === undefined) return false;
  if (!partnerId) return true;
  const namesReseller = 'row' in line && Boolean(line.row['associatedPartnerId']);
  return !namesReseller && REFUSES_SENDER.includes(code);
}
