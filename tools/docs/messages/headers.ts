// The headers of messages in the AsyncAPI document: CloudEvents 1.0 in binary mode.

import { type Contract } from './document.ts';

const text = { type: 'string' } as const;
const schema = {
  ...text,
  format: 'uri',
  description: "Where the payload's JSON Schema is; never needed to read the message.",
};

export function headersOf(contract: Contract, services: string[]): object {
  if (contract.kind === 'state') return stateHeaders(contract, services);
  return contract.kind === 'event' ? eventHeaders(contract, services) : commandHeaders(contract);
}

function stateHeaders({ type }: Contract, services: string[]) {
  return {
    type: 'object',
    required: [
      'ce_id',
      'ce_type',
      'ce_source',
      'ce_subject',
      'ce_sequence',
      'ce_stateversion',
      'ce_time',
      'ce_specversion',
    ],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_type: { const: type },
      ce_source: sourceOf(services),
      ce_id: { ...text, description: 'The key and `ce_stateversion`.' },
      ce_subject: { ...text, description: 'The aggregate that it is part of: the subject of the events about it.' },
      ce_sequence: { ...text, description: 'The last event of the aggregate that it includes; 0: none.' },
      ce_stateversion: { ...text, description: 'Only grows for a key: a state that is not newer can be dropped.' },
      ce_time: { ...text, format: 'date-time', description: 'When it was so.' },
      ce_dataschema: { ...schema, description: `${schema.description} Absent where there is no value.` },
      ce_partitionkey: { ...text, description: 'The key of the message.' },
    },
  };
}

function sourceOf(services: string[]): object {
  const sources = services.map((service) => `/services/${service}`);
  return sources.length === 1 ? { const: sources[0] } : { enum: sources };
}

function eventHeaders({ type }: Contract, services: string[]) {
  return {
    type: 'object',
    required: [
      'ce_id',
      'ce_type',
      'ce_source',
      'ce_subject',
      'ce_sequence',
      'ce_time',
      'ce_specversion',
      'ce_correlationid',
    ],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_type: { const: type },
      ce_source: sourceOf(services),
      ce_id: { ...text, description: 'The same event has the same id however often it is delivered.' },
      ce_subject: { ...text, description: "The aggregate's id; also the key of the message." },
      ce_sequence: { ...text, description: 'Counts the events of the aggregate, from 1.' },
      ce_time: { ...text, format: 'date-time' },
      ce_dataschema: { ...schema, description: `${schema.description} The first events do not have it.` },
      ce_partitionkey: text,
      ce_correlationid: { ...text, description: 'MS-CorrelationId of the request that began it all.' },
      ce_causationid: { ...text, description: 'Id of the event or command that caused this one.' },
      ce_actor: { ...text, description: 'Who acted: tenant id / user id, or partner tenant / source of the command.' },
      ce_traceparent: {
        ...text,
        description: 'W3C trace context of what caused the event. The first events do not have it.',
      },
      traceparent: { ...text, description: 'W3C trace context of its sending; the same where that is not traced.' },
    },
  };
}

function commandHeaders({ type }: Contract) {
  return {
    type: 'object',
    required: ['ce_id', 'ce_type', 'ce_source', 'ce_specversion'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_type: { const: type },
      ce_source: { ...text, description: 'The sending platform; its registration says which partner it speaks for.' },
      ce_id: { ...text, description: 'A command with the same source and id is done once, however often it is sent.' },
      ce_subject: {
        ...text,
        description:
          'The id of what it is about, such as the customer; also the key of the message, which keeps the order.',
      },
      ce_time: {
        ...text,
        format: 'date-time',
        description: 'When it was made. A report that is older than what is known does not replace it.',
      },
      ce_dataschema: schema,
      ce_correlationid: { ...text, description: 'Is in all events that follow from the command.' },
      traceparent: { ...text, description: 'W3C trace context.' },
    },
  };
}
