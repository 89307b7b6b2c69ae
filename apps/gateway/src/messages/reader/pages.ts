import { schemaUri } from '#lib/contracts';
import { html, type Html } from '#lib/service-kit';
import { isCompacted, nameIn, type Channel, type MessagesDocument } from '../document.js';
import { isTaken, partsOf } from '../schemas.js';
import { fieldsOf, prose } from './fields.js';
import { frame } from './frame.js';

const guarantees = [
  [
    'Key and order',
    'The key is the id of the aggregate, of a state that of what it is the state of. Messages of one key come in their order; between keys there is none.',
  ],
  [
    'Repeats',
    'At least once: the same event has the same `ce_id`. Drop what is not newer by `ce_sequence` of its `ce_source` and `ce_subject`.',
  ],
  [
    'Retention',
    'Topics keep what their settings below say. A consumer that begins later reads the topics of states first, which keep the last state of each key.',
  ],
  ['Evolution', 'Within its version a message only gains fields. Ignore fields and types that you do not know.'],
  ['Secrets', 'No message holds a password, a link or another secret.'],
] as const;

const MAX_SHOWN = 60;

/** All topics, with their messages. */
export function renderOverview(document: MessagesDocument): string {
  const channels = Object.entries(document.channels);
  return frame(
    'Events, states and commands',
    html`<p>
        What the platform tells and takes on Kafka: CloudEvents 1.0 in binary mode, attributes as
        <code>ce_*</code> headers, JSON as the value.
      </p>
      <nav aria-label="Topics">
        <ul class="contents">
          ${channels.map(([name, { title }]) => html`<li><a href="#${name}">${title}</a></li> `)}
        </ul>
      </nav>
      <section>
        <h2>What you can rely on</h2>
        ${rows(guarantees.map(([name, text]) => [name, prose(text)]))}
      </section>
      ${channels.map(([name, channel]) => topic(document, name, channel))}`,
  );
}

function topic(document: MessagesDocument, name: string, channel: Channel): Html {
  const types = Object.keys(channel.messages);
  return html`<section id="${name}">
    <h2>${channel.title}</h2>
    <p>
      Topic <code>${channel.address}</code>, ${channel.bindings.kafka.partitions} partitions,
      ${retention(channel)}${isTaken(document, name) ? html`, read by the group ${groups(document, name)}` : undefined}
    </p>
    ${rows(
      types.map((type) => {
        const { title = type, summary } = document.components.messages[type] ?? {};
        return [
          html`<a href="/events/${type}">${title}</a> <span class="quiet">${versionOf(type)}</span>`,
          prose(summary),
        ];
      }),
    )}
  </section>`;
}

/** One message: envelope, fields, samples. */
export function renderMessage(document: MessagesDocument, type: string, publicUrl: string): string {
  const message = document.components.messages[type];
  const [name, channel] = Object.entries(document.channels).find(([, { messages }]) => type in messages) ?? [];
  if (!message || !name || !channel) throw new Error(`There is no message ${type}.`);
  const { schemas } = document.components;
  const payload = schemas[nameIn(message.payload)] ?? {};
  const parts = partsOf(payload, schemas);
  return frame(
    message.title,
    html`<section>
        <p>${prose(message.summary)}</p>
        ${rows([
          ['Type', html`<code>${type}</code>`],
          [
            isTaken(document, name) ? 'Command to' : isCompacted(channel) ? 'State in' : 'Event of',
            html`<a href="/events#${name}"><code>${channel.address}</code></a>`,
          ],
          ['Schema', html`<a href="/schemas/${type}.json"><code>${schemaUri(publicUrl, type)}</code></a>`],
        ])}
      </section>
      <section>
        <h2>Fields</h2>
        ${fieldsOf(payload)}
        ${parts.map(
          (part) =>
            html`<h3 id="${part}">${part}</h3>
              ${fieldsOf(schemas[part] ?? {})}`,
        )}
      </section>
      <section>
        <h2>${message.examples.length > 1 ? 'Samples' : 'Sample'}</h2>
        ${message.examples.toReversed().map((example) => html`<pre>${JSON.stringify(example.payload, shortened, 2)}</pre>`)}
      </section>
      <section>
        <h2>Headers</h2>
        ${fieldsOf(message.headers)}
      </section>`,
  );
}

/** Samples of the longest texts are no pleasure to read. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
}

function rows(pairs: (readonly [Html | string, Html | string])[]): Html {
  return html`<dl>
    ${pairs.map(
      ([name, meaning]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${meaning}</dd>
        </div>`,
    )}
  </dl>`;
}

function groups({ operations }: MessagesDocument, channel: string): Html {
  const taking = Object.values(operations).filter((operation) => nameIn(operation.channel) === channel);
  const names = taking.flatMap(({ bindings }) => bindings?.kafka.groupId.enum ?? []);
  return html`${names.map((name) => html`<code>${name}</code>`)}`;
}

function retention({ bindings }: Channel): string {
  const { 'retention.ms': ms } = bindings.kafka.topicConfiguration;
  if (ms === undefined) return 'compacted: the last message of each key is kept for ever';
  return ms < 0 ? 'kept for ever' : `kept for ${Math.round(ms / 3_600_000)} hours`;
}

function versionOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
