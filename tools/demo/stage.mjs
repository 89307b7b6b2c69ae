// @ts-check
import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual, styleText } from 'node:util';
import { eventually, uninterrupted } from '../stack/process/concurrency.mjs';
import { Failure } from '../stack/process/failure.mjs';
import { elapsedSince } from '../stack/process/progress.mjs';
import { signIn } from '../token/sign-in.mjs';
import { sendCommand } from './command.mjs';
import { compactJson } from './compact-json.mjs';
import { EventWatch } from './event-watch.mjs';
import { mailTo } from './mailbox.mjs';
import { following, readRecording, send, toBeSent } from './recorded-request.mjs';

const EVENTS_LIMIT_MS = 60_000;
const INDENT = '    ';

/** @typedef {import('./recorded-request.mjs').Answer} Answer */
/** @typedef {import('./recorded-request.mjs').RecordedRequest} RecordedRequest */
/** @typedef {import('./event-watch.mjs').SeenEvent} SeenEvent */
/** @typedef {import('../demo-data.mjs').SessionUser} SessionUser */
/**
 * What a step shows, and what it has to answer.
 * @typedef {{ title: string, why: string, status: number, code?: number, sameAs?: object }} Step
 */

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
  /** @type {SeenEvent[]} */
  #unprinted = [];
  /** @type {SeenEvent[]} */
  #printed = [];
  /** @type {{ type: string, subject: string }[]} */
  #expected = [];

  /** @param {import('../demo-data.mjs').Session} session */
  constructor(session) {
    this.#session = session;
    this.#watch = new EventWatch(session.kafkaBrokers, (event) => this.#onEvent(event));
  }

  /** @param {string} story what this demo tells */
  async open(story) {
    const { gatewayUrl, kafkaBrokers, topicPrefix } = this.#session;
    await this.#watch.start(topicPrefix).catch((error) => {
      throw new Failure(`Kafka at ${kafkaBrokers} cannot be read: ${error.message}`);
    });
    print(`Two Tier at ${gatewayUrl}. Events come from Kafka at ${kafkaBrokers}.`, story);
  }

  close() {
    return this.#watch.stop();
  }

  /**
   * @param {string} partnerType
   * @returns {SessionUser} the first user of the demo's organisation of this type
   */
  userOf(partnerType) {
    const user = this.#session.users.find((candidate) => candidate.partnerType === partnerType);
    if (!user) throw new Failure(`The session has no user of the type ${partnerType}: start the platform again.`);
    return user;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ token?: string, body?: object }} [more] without a token anybody asks
   * @returns {RecordedRequest}
   */
  request(method, path, { token, body } = {}) {
    const text = body ? JSON.stringify(body) : '';
    /** @type {[string, string][]} */
    const headers = [
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
   * @param {string} name of the recording
   * @returns {RecordedRequest} as a direct-bill partner's user sends it
   */
  recorded(name) {
    const { customerId, domain } = this;
    const { token } = this.userOf('direct-bill');
    return toBeSent(readRecording(name), {
      ...{ customerId, domain, token, host: new URL(this.#session.gatewayUrl).host },
      correlationId: this.#correlationId,
      requestId: randomUUID(),
    });
  }

  /**
   * @param {RecordedRequest} request
   * @param {Parameters<typeof following>[1] | undefined} link
   * @returns {RecordedRequest}
   */
  following(request, link) {
    if (!link) throw new Failure(`${this.#thisStep} should hold a link to the next page.`);
    return following(request, link);
  }

  /**
   * @param {RecordedRequest} request
   * @param {Step} step
   * @returns {Promise<any>} the answer's body
   */
  async ask(request, step) {
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

  /**
   * Publishes a command as another platform would, and resolves when this event tells what came of it.
   * @param {Omit<import('./command.mjs').Command, 'correlationId'>} command
   * @param {{ title: string, why: string, event: string }} step
   */
  async publish(command, { title, why, event }) {
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
   * @param {string} userName user principal name
   * @param {string} password
   * @returns {Promise<string>} an access token
   */
  async signIn(userName, password) {
    const answers = [password];
    const chosen = `Ripe-plums-${randomBytes(4).toString('hex')}`;
    const questions = { ask: async () => answers.shift() ?? chosen };
    const { access_token: token } = await signIn(this.#session.gatewayUrl, userName, questions);
    print(`\n ${styleText('magenta', `⚿  ${userName} signs in`)}`, `${INDENT}and chooses a password of its own.`);
    return token;
  }

  /**
   * Prints the mail to an address with these words in its subject, once it is in the local mailbox.
   * @param {string} address
   * @param {string} words
   * @returns {Promise<string>} its text
   */
  async mail(address, words) {
    const found = await mailTo(this.#session, address, words);
    if (!found) throw new Failure(`No mail to ${address} about "${words}" came into ${this.#session.mailbox}.`);
    const { subject, text } = found;
    const lines = text.trim().split('\n');
    print(
      `\n ${styleText('magenta', `✉  ${subject}`)}`,
      `${INDENT}to ${address}`,
      ...lines.map((line) => `${INDENT}${line}`),
    );
    return text;
  }

  /**
   * @param {string} type
   * @param {string} subject the aggregate, or another id that the event names
   */
  expectEvent(type, subject) {
    this.#expected.push({ type, subject });
  }

  /** Resolves when every expected event has been printed, and says how it went. */
  async allEvents() {
    await this.allPrinted();
    const events = this.#expected.length;
    print(
      `\n${styleText('green', 'Everything as expected')}: ${this.#steps} steps, ${events} events, ${elapsedSince(this.#startedAt)}.`,
    );
  }

  /** Resolves when every expected event has been printed. */
  async allPrinted() {
    const missing = () => this.#expected.filter((expected) => !this.#printed.some((event) => isSame(event, expected)));
    const arrived = await eventually(async () => missing().length === 0, {
      limitMs: EVENTS_LIMIT_MS,
      signal: uninterrupted,
    });
    if (!arrived) {
      const list = missing().map(({ type, subject }) => `${type} of ${subject}`);
      throw new Failure(`Not arrived within ${EVENTS_LIMIT_MS / 1_000} s: ${list.join(', ')}.`);
    }
  }

  /**
   * @param {string} title
   * @param {string} why
   */
  #begin(title, why) {
    this.#steps++;
    print(`\n${String(this.#steps).padStart(2)}  ${styleText('bold', title)}`, `${INDENT}${styleText('dim', why)}`);
  }

  get #thisStep() {
    return `Step ${this.#steps}`;
  }

  /**
   * @param {Step} step
   * @param {Answer} answer
   */
  #check({ status, code, sameAs }, answer) {
    const expected = describe(status, code);
    const answered = describe(answer.status, code === undefined ? undefined : answer.body?.code);
    if (answered !== expected)
      throw new Failure(`${this.#thisStep} should answer ${expected}, and answered ${answered}.`);
    if (answer.body === undefined && status !== 204) throw new Failure(`${this.#thisStep} should answer JSON.`);
    if (sameAs && !isDeepStrictEqual(answer.body, sameAs))
      throw new Failure(`${this.#thisStep} should repeat the answer of the step before.`);
  }

  /** @param {SeenEvent} event */
  #onEvent(event) {
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

/**
 * @param {RecordedRequest} request
 * @param {Answer} answer
 * @param {string} body
 */
function printExchange({ method, path }, { status, reason }, body) {
  const colour = status < 400 ? 'green' : 'yellow';
  print(`${INDENT}${method} ${path}`, `${INDENT}${styleText(colour, `${status} ${reason}`)}`, `${INDENT}${body}`);
}

/** @param {Answer} answer */
function bodyOf({ body, text }) {
  return body === undefined ? text : compactJson(body, INDENT);
}

/** @param {string[]} lines */
function print(...lines) {
  console.log(lines.join('\n'));
}

/**
 * @param {number} status
 * @param {number | undefined} code
 */
function describe(status, code) {
  return code === undefined ? String(status) : `${status} with code ${code}`;
}

/**
 * @param {SeenEvent} event
 * @param {{ type: string, subject: string }} expected
 */
function isSame(event, expected) {
  const names = [event.subject, ...Object.values(event.data)];
  return event.type === expected.type && names.includes(expected.subject);
}
