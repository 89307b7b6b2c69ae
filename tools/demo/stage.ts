import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual, styleText } from 'node:util';
import { eventually } from '../process/concurrency.ts';
import { Failure } from '../process/program.ts';
import { elapsedSince } from '../process/progress.ts';
import { signIn } from '../token/sign-in.ts';
import { sendCommand, type Command } from './command.ts';
import { compactJson } from './compact-json.ts';
import { EventWatch, type SeenEvent } from './event-watch.ts';
import { mailTo } from './mailbox.ts';
import { following, readRecording, send, toBeSent, type Answer, type RecordedRequest } from './recorded-request.ts';
import { type Session, type SessionUser } from '../platform/demo-data.ts';

const EVENTS_LIMIT_MS = 60_000;
const INDENT = '    ';

/** What a step shows, and what it has to answer. */
export type Step = { title: string; why: string; status: number; code?: number; sameAs?: object };

/** Where the demo is played: sends requests, checks the answers, and prints these with this run's events and mails. */
export class Stage {
  /** The customer of the recorded requests. */
  customerId = '';
  /** The domain of the recorded customer. */
  domain = '';

  #session;
  #watch;
  #startedAt = Date.now();
  #correlationId = randomUUID();
  #steps = 0;
  #asking = false;
  #unprinted: SeenEvent[] = [];
  #printed: SeenEvent[] = [];
  #expected: { type: string; subject: string }[] = [];

  constructor(session: Session) {
    this.#session = session;
    this.#watch = new EventWatch(session.kafkaBrokers, (event) => this.#onEvent(event));
  }

  /** @param story what this demo tells */
  async open(story: string): Promise<void> {
    const { gatewayUrl, kafkaBrokers, topicPrefix } = this.#session;
    await this.#watch.start(topicPrefix).catch((error) => {
      throw new Failure(`Kafka at ${kafkaBrokers} cannot be read: ${error.message}`);
    });
    print(`Two Tier at ${gatewayUrl}. Events come from Kafka at ${kafkaBrokers}.`, story);
  }

  close(): Promise<void> {
    return this.#watch.stop();
  }

  /** The first user of the demo's organisation of this type. */
  userOf(partnerType: string): SessionUser {
    const user = this.#session.users.find((candidate) => candidate.partnerType === partnerType);
    if (!user) throw new Failure(`The session has no user of the type ${partnerType}: start the platform again.`);
    return user;
  }

  /** @param more without a token anybody asks */
  request(method: string, path: string, { token, body }: { token?: string; body?: object } = {}): RecordedRequest {
    const text = body ? JSON.stringify(body) : '';
    const headers: [string, string][] = [
      ['Host', new URL(this.#session.gatewayUrl).host],
      ['MS-RequestId', randomUUID()],
      ['MS-CorrelationId', this.#correlationId],
      ['Content-Length', String(Buffer.byteLength(text))],
    ];
    if (body) headers.push(['Content-Type', 'application/json']);
    if (token) headers.push(['Authorization', `Bearer ${token}`]);
    return { method, path, headers, body: text };
  }

  /**
   * As a direct-bill partner's user sends it
   * @param name of the recording
   */
  recorded(name: string): RecordedRequest {
    const { customerId, domain } = this;
    const { token } = this.userOf('direct-bill');
    return toBeSent(readRecording(name), {
      customerId,
      domain,
      token,
      host: new URL(this.#session.gatewayUrl).host,
      correlationId: this.#correlationId,
      requestId: randomUUID(),
    });
  }

  following(request: RecordedRequest, link: Parameters<typeof following>[1] | undefined): RecordedRequest {
    if (!link) throw new Failure(`${this.#thisStep} should have answered a link to the next page.`);
    return following(request, link);
  }

  /** The answer's body. */
  async ask(request: RecordedRequest, step: Step): Promise<Answer['body']> {
    this.#begin(step.title, step.why);
    this.#asking = true;
    const answer = await send(request, this.#session.gatewayUrl).catch((error) => {
      throw new Failure(`${this.#thisStep} got no answer: ${error.message}`);
    });
    const repeats = step.sameAs && isDeepStrictEqual(answer.body, step.sameAs);
    printExchange(request, answer, repeats ? 'The same answer as before.' : bodyOf(answer));
    this.#check(step, answer);
    this.#asking = false;
    this.#printEvents();
    return answer.body;
  }

  /** Publishes a command as another platform would, and resolves when this event tells what came of it. */
  async publish(
    command: Omit<Command, 'correlationId'>,
    { title, why, event }: { title: string; why: string; event: string },
  ): Promise<void> {
    const { kafkaBrokers, topicPrefix } = this.#session;
    const { type, source, topic, subject, data } = command;
    this.#begin(title, why);
    await sendCommand(kafkaBrokers, topicPrefix, { ...command, correlationId: this.#correlationId });
    print(
      `${INDENT}${styleText('green', type)}`,
      `${INDENT}${topicPrefix}.${topic}, from ${source}, key ${subject}`,
      `${INDENT}${compactJson(data, INDENT)}`,
    );
    this.expectEvent(event, subject);
    await this.allPrinted();
  }

  /**
   * Signs a user in for the first time, on the pages that a browser shows, where the one-time password is changed.
   * @param userName user principal name
   * @returns an access token
   */
  async signIn(userName: string, password: string): Promise<string> {
    const answers = [password];
    const chosen = `Ripe-plums-${randomBytes(4).toString('hex')}`;
    const questions = { ask: () => Promise.resolve(answers.shift() ?? chosen) };
    const { access_token: token } = await signIn(this.#session.gatewayUrl, userName, questions);
    print(`\n ${styleText('magenta', `⚿  ${userName} signs in`)}`, `${INDENT}and chooses a password of its own.`);
    return token;
  }

  /**
   * Prints the mail to an address with these words in its subject, once it is in the local mailbox.
   * @returns its text
   */
  async mail(address: string, words: string): Promise<string> {
    const found = await mailTo(this.#session, address, words);
    if (!found) throw new Failure(`No mail to ${address} about "${words}" arrived in ${this.#session.mailbox}.`);
    const { subject, text } = found;
    const lines = text.trim().split('\n');
    print(
      `\n ${styleText('magenta', `✉  ${subject}`)}`,
      `${INDENT}to ${address}`,
      ...lines.map((line) => `${INDENT}${line}`),
    );
    return text;
  }

  /** @param subject the aggregate, or another id that the event names */
  expectEvent(type: string, subject: string): void {
    this.#expected.push({ type, subject });
  }

  /** Resolves when every expected event has been printed, and says how it went. */
  async allEvents(): Promise<void> {
    await this.allPrinted();
    const events = this.#expected.length;
    print(
      `\n${styleText('green', 'Everything as expected')}: ${this.#steps} steps, ${events} events, ${elapsedSince(this.#startedAt)}.`,
    );
  }

  /** Resolves when every expected event has been printed. */
  async allPrinted(): Promise<void> {
    const missing = () => this.#expected.filter((expected) => !this.#printed.some((event) => isSame(event, expected)));
    if (await eventually(() => missing().length === 0, { limitMs: EVENTS_LIMIT_MS })) return;
    const list = missing().map(({ type, subject }) => `${type} of ${subject}`);
    throw new Failure(`Not arrived within ${EVENTS_LIMIT_MS / 1_000} s: ${list.join(', ')}.`);
  }

  #begin(title: string, why: string) {
    this.#steps++;
    print(`\n${String(this.#steps).padStart(2)}  ${styleText('bold', title)}`, `${INDENT}${styleText('dim', why)}`);
  }

  get #thisStep() {
    return `Step ${this.#steps}`;
  }

  #check({ status, code, sameAs }: Step, answer: Answer) {
    const expected = describe(status, code);
    const answered = describe(answer.status, code === undefined ? undefined : answer.body?.code);
    if (answered !== expected)
      throw new Failure(`${this.#thisStep} should have answered ${expected}, but answered ${answered}.`);
    if (answer.body === undefined && status !== 204) throw new Failure(`${this.#thisStep} should have answered JSON.`);
    if (sameAs && !isDeepStrictEqual(answer.body, sameAs))
      throw new Failure(`${this.#thisStep} should have repeated the answer of the step before.`);
  }

  #onEvent(event: SeenEvent) {
    if (event.correlationId !== this.#correlationId) return;
    this.#unprinted.push(event);
    // The answer that caused it comes first.
    if (!this.#asking) this.#printEvents();
  }

  #printEvents() {
    for (const event of this.#unprinted.splice(0)) {
      const { topic, type, subject, sequence, data } = event;
      print(
        `\n ${styleText('cyan', `⇢  ${type}`)}`,
        `${INDENT}${topic}, subject ${subject}, sequence ${sequence}`,
        `${INDENT}${compactJson(data, INDENT)}`,
      );
      this.#printed.push(event);
    }
  }
}

function printExchange({ method, path }: RecordedRequest, { status, reason }: Answer, body: string) {
  const colour = status < 400 ? 'green' : 'yellow';
  print(`${INDENT}${method} ${path}`, `${INDENT}${styleText(colour, `${status} ${reason}`)}`, `${INDENT}${body}`);
}

function bodyOf({ body, text }: Answer) {
  return body === undefined ? text : compactJson(body, INDENT);
}

function print(...lines: string[]) {
  console.log(lines.join('\n'));
}

function describe(status: number, code: number | undefined) {
  return code === undefined ? String(status) : `${status} with code ${code}`;
}

function isSame(event: SeenEvent, expected: { type: string; subject: string }) {
  const names = [event.subject, ...Object.values(event.data)];
  return event.type === expected.type && names.includes(expected.subject);
}
