import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { inspect, isDeepStrictEqual, styleText } from 'node:util';
import { type KafkaMessage } from 'kafkajs';
import { DEMO_SOURCE, type Session } from '../platform/demo-data.ts';
import { eventually } from '../process/concurrency.ts';
import { Failure } from '../process/program.ts';
import { elapsedSince } from '../process/progress.ts';
import { signIn } from '../token/sign-in.ts';
import { mailTo } from './mailbox.ts';
import { MessageBus } from './message-bus.ts';
import { following, readRecording, send, toBeSent, type Answer, type RecordedRequest } from './recorded-request.ts';
import { type Consequence, type Script, type Step } from './script.ts';

const EVENTS_LIMIT_MS = 60_000;
const INDENT = '    ';
/** What programs need and readers skip. */
const LEFT_OUT = ['attributes', 'parameters', 'errorMessageExtended', 'message'];
const FRESH: Record<string, () => string> = {
  $guid: () => randomUUID(),
  $hex: () => randomBytes(4).toString('hex'),
  $digits: () => String(randomInt(100_000, 1_000_000)),
};

/** Plays a script: sends its requests, checks the answers, and prints these with the events and mails that follow. */
export class Stage {
  readonly #session: Session;
  readonly #bus: MessageBus;
  readonly #startedAt = Date.now();
  readonly #correlationId = randomUUID();
  /** What `{{name}}` stands for: users by the type of their partner, variables, and answers that were kept. */
  readonly #values: Record<string, unknown>;
  /** Of the answers that were kept. */
  readonly #requests: Record<string, RecordedRequest> = {};
  #lastKept: unknown;
  #steps = 0;
  #asking = false;
  #unprinted: [topic: string, message: KafkaMessage][] = [];
  readonly #expected: { type: string; subject: string }[] = [];
  readonly #printed: { type: string; names: unknown[] }[] = [];

  constructor(session: Session) {
    this.#session = session;
    this.#bus = new MessageBus(session.kafkaBrokers, session.topicPrefix);
    this.#values = Object.fromEntries(session.users.toReversed().map((user) => [user.partnerType, user]));
  }

  async play({ story, variables, steps }: Script): Promise<void> {
    const { gatewayUrl, kafkaBrokers } = this.#session;
    for (const [name, value] of variables) this.#values[name] = this.#filled(value);
    await this.#bus.watch((topic, message) => this.#onEvent(topic, message));
    try {
      print(`Two Tier at ${gatewayUrl}. Events come from Kafka at ${kafkaBrokers}.`, this.#filled(story));
      for (const step of steps) await this.#playStep(step);
      await this.#allEvents();
      const seen = `${this.#steps} steps, ${this.#expected.length} events, ${elapsedSince(this.#startedAt)}`;
      print(`\n${styleText('green', 'Everything as expected')}: ${seen}.`);
    } finally {
      await this.#bus.close();
    }
  }

  async #playStep(step: Step): Promise<void> {
    this.#steps++;
    const { title, why } = step;
    print(`\n${String(this.#steps).padStart(2)}  ${styleText('bold', title)}`, `${INDENT}${styleText('dim', why)}`);
    if (step.expected) await this.#ask(step, step.expected);
    else await this.#publish(step);
    for (const consequence of step.then) await this.#follow(consequence);
    // Nothing answers a command but the events that come of it.
    if (!step.expected) await this.#allEvents();
  }

  async #ask({ action, body }: Step, { status, code, name, repeats }: NonNullable<Step['expected']>): Promise<void> {
    const request = this.#requestFor(this.#filled(action), this.#filled(body));
    this.#asking = true;
    const answer = await send(request, this.#session.gatewayUrl).catch((error) => {
      throw new Failure(`Step ${this.#steps} got no answer: ${error.message}`);
    });
    const isRepeated = repeats && isDeepStrictEqual(answer.body, this.#lastKept);
    const colour = answer.status < 400 ? 'green' : 'yellow';
    print(
      `${INDENT}${request.method} ${request.path}`,
      `${INDENT}${styleText(colour, `${answer.status} ${answer.reason}`)}`,
      `${INDENT}${isRepeated ? 'The same answer as before.' : bodyOf(answer)}`,
    );
    this.#expect(describe(status, code), describe(answer.status, code === undefined ? undefined : answer.body?.code));
    if (repeats && !isRepeated) throw new Failure(`Step ${this.#steps} should have repeated an earlier answer.`);
    if (name) {
      this.#values[name] = this.#lastKept = answer.body;
      this.#requests[name] = request;
    }
    this.#asking = false;
    this.#printEvents();
  }

  #requestFor(action: string, body: string): RecordedRequest {
    const [method = '', path = '', , who] = action.split(' ');
    const host = new URL(this.#session.gatewayUrl).host;
    const ids = { host, correlationId: this.#correlationId, requestId: randomUUID() };
    const kept = this.#requests[path];
    if (method === 'RECORDED') {
      const customerId = this.#find('customer.id') as string | undefined;
      const domain = this.#find('domain') as string | undefined;
      return toBeSent(readRecording(path), { ...ids, customerId, domain, token: this.#tokenOf('direct-bill') });
    }
    if (method === 'AGAIN' && kept) return kept;
    if (method === 'NEXT' && kept)
      return following(kept, this.#valueOf(`${path}.links.next`) as Parameters<typeof following>[1]);
    const headers = {
      Host: host,
      'MS-RequestId': ids.requestId,
      'MS-CorrelationId': ids.correlationId,
      'Content-Length': String(Buffer.byteLength(body)),
      ...(body && { 'Content-Type': 'application/json' }),
      ...(who && { Authorization: `Bearer ${this.#tokenOf(who)}` }),
    };
    return { method, path, headers: Object.entries(headers), body };
  }

  /** Publishes a command as another platform would. */
  async #publish({ action, body }: Step): Promise<void> {
    const [, name = '', , topic = '', , subject = ''] = this.#filled(action).split(' ');
    const data = JSON.parse(this.#filled(body)) as object;
    const command = { type: `io.twotier.${name}.v1`, source: DEMO_SOURCE, subject, data };
    const fullTopic = await this.#bus.send(topic, { ...command, correlationId: this.#correlationId });
    print(
      `${INDENT}${styleText('green', command.type)}`,
      `${INDENT}${fullTopic}, from ${DEMO_SOURCE}, key ${subject}`,
      `${INDENT}${readable(data)}`,
    );
  }

  async #follow({ kind, what, how, name = '' }: Consequence): Promise<void> {
    const [first, second] = [this.#filled(what), this.#filled(how)];
    if (kind === 'event') this.#expected.push({ type: `io.twotier.${first}.v1`, subject: second });
    if (kind === 'mail to') this.#values[name] = await this.#readMail(first, second);
    if (kind === 'sign in') this.#values[name] = await this.#signIn(first, second);
  }

  /** Signs a user in for the first time, on the pages that a browser shows, where the one-time password is changed. */
  async #signIn(userName: string, password: string): Promise<{ token: string }> {
    const answers = [password];
    const chosen = `Ripe-plums-${randomBytes(4).toString('hex')}`;
    const questions = { ask: () => Promise.resolve(answers.shift() ?? chosen) };
    const { access_token: token } = await signIn(this.#session.gatewayUrl, userName, questions);
    print(`\n ${styleText('magenta', `⚿  ${userName} signs in`)}`, `${INDENT}and chooses a password of its own.`);
    return { token };
  }

  /** The path of the link in it, if there is one. */
  async #readMail(address: string, words: string): Promise<{ path?: string }> {
    const { subject, text } = await mailTo(this.#session, address, words);
    const lines = text.trim().split('\n');
    print(`\n ${styleText('magenta', `✉  ${subject}`)}`, ...[`to ${address}`, ...lines].map((line) => INDENT + line));
    return { path: /https?:\/\/[^/\s]+(\S+)/.exec(text)?.[1] };
  }

  /** Resolves when every expected event has been printed. */
  async #allEvents(): Promise<void> {
    const missing = () =>
      this.#expected.filter(
        ({ type, subject }) => !this.#printed.some((event) => event.type === type && event.names.includes(subject)),
      );
    if (await eventually(() => missing().length === 0, { limitMs: EVENTS_LIMIT_MS })) return;
    const list = missing().map(({ type, subject }) => `${type} of ${subject}`);
    throw new Failure(`Not arrived within ${EVENTS_LIMIT_MS / 1_000} s: ${list.join(', ')}.`);
  }

  #onEvent(topic: string, message: KafkaMessage) {
    if (String(message.headers?.ce_correlationid) !== this.#correlationId) return;
    this.#unprinted.push([topic, message]);
    // The answer that caused it comes first.
    if (!this.#asking) this.#printEvents();
  }

  #printEvents() {
    for (const [topic, { headers, value }] of this.#unprinted.splice(0)) {
      const header = (name: string) => String(headers?.[`ce_${name}`]);
      const [type, subject, data] = [header('type'), header('subject'), JSON.parse(String(value))];
      print(
        `\n ${styleText('cyan', `⇢  ${type}`)}`,
        `${INDENT}${topic}, subject ${subject}, sequence ${header('sequence')}`,
        `${INDENT}${readable(data)}`,
      );
      // An event may be about one aggregate, and name another.
      this.#printed.push({ type, names: [subject, ...Object.values(data)] });
    }
  }

  #expect(expected: string, answered: string) {
    if (answered !== expected)
      throw new Failure(`Step ${this.#steps} should have answered ${expected}, but answered ${answered}.`);
  }

  /** With a value in the place of each `{{name}}`. */
  #filled(text: string): string {
    return text.replace(/\{\{(\S+?)\}\}/g, (_, path: string) => String(FRESH[path]?.() ?? this.#valueOf(path)));
  }

  #valueOf(path: string): unknown {
    const value = this.#find(path);
    if (value === undefined) throw new Failure(`Step ${this.#steps} needs ${path}, which nothing has answered.`);
    return value;
  }

  #find(path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>((value, field) => (value as Record<string, unknown> | undefined)?.[field], this.#values);
  }

  /** Of a user, or of an account that an answer has told of. */
  #tokenOf(who: string): string {
    return String(this.#find(`${who}.token`) ?? this.#valueOf(`${who}.accessToken`));
  }
}

function bodyOf({ body, text }: Answer) {
  return body === undefined ? text : readable(body);
}

/** As much on a line as fits, long lists and texts cut, and nothing but the next page of links. */
function readable(value: unknown): string {
  const shown: unknown = JSON.parse(
    JSON.stringify(value, (key, item) => {
      if (LEFT_OUT.includes(key)) return undefined;
      return key === 'links' ? item.next && { next: item.next } : item;
    }),
  );
  const limits = { depth: Infinity, maxArrayLength: 3, maxStringLength: 80 };
  return inspect(shown, { ...limits, breakLength: 110, compact: 10, colors: process.stdout.hasColors?.() }).replaceAll(
    '\n',
    `\n${INDENT}`,
  );
}

function print(...lines: string[]) {
  console.log(lines.join('\n'));
}

function describe(status: number, code: number | undefined) {
  return code === undefined ? String(status) : `${status} with code ${code}`;
}
