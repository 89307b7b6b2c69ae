import { Kafka as KafkaBinding, type CloudEvent } from 'cloudevents';
import { type IHeaders } from 'kafkajs';
import { decodeHeaders, eventType, fromKafkaRecord, MalformedEventError, toKafkaRecord } from './cloud-event.js';
import { type StoredEvent } from './stored-event.js';

const stored: StoredEvent = {
  id: 'customer-1.2',
  type: 'io.twotier.customer.created.v1',
  sequence: 2,
  time: new Date('2026-03-01T08:00:00.123Z'),
  data: { customerId: 'customer-1', companyName: 'Müller & Söhne 北京' },
  correlationId: 'correlation-1',
  causationId: 'order-7.1',
  actor: 'tenant-1/user-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const publisher = { service: 'customers', publicUrl: 'https://platform.example/' } as const;
const { causationId: _causation, actor: _actor, traceparent: _trace, ...alone } = stored;

/** As kafkajs delivers it: header values and the value are buffers. */
const delivered = (event: StoredEvent): { headers: IHeaders; value: Buffer } => {
  const { headers, value } = toKafkaRecord(publisher, 'customer-1', event);
  return {
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
    value: Buffer.from(value),
  };
};

it('[events] writes CloudEvents 1.0 in binary mode, keyed by the aggregate', () =>
  expect(toKafkaRecord(publisher, 'customer-1', stored)).toMatchObject({
    key: 'customer-1',
    value: JSON.stringify(stored.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: 'customer-1.2',
      ce_type: 'io.twotier.customer.created.v1',
      ce_source: '/services/customers',
      ce_subject: 'customer-1',
      ce_time: '2026-03-01T08:00:00.123Z',
      ce_sequence: '2',
      ce_partitionkey: 'customer-1',
      ce_dataschema: 'https://platform.example/schemas/io.twotier.customer.created.v1.json',
      ce_correlationid: 'correlation-1',
      ce_causationid: 'order-7.1',
      ce_actor: 'tenant-1/user-1',
      'content-type': expect.stringMatching(/^application\/json/) as string,
      ce_traceparent: stored.traceparent,
      traceparent: stored.traceparent,
    },
  }));

it('[events] writes what the SDK of CloudEvents reads, and would write itself', () => {
  const record = toKafkaRecord(publisher, 'customer-1', stored);
  const read = KafkaBinding.toEvent({ ...record, body: record.value, timestamp: '' } as never) as CloudEvent<object>;
  expect(read.validate()).toBe(true);
  const { ce_datacontenttype: _, ...written } = KafkaBinding.binary(read).headers as Record<string, string>;
  expect({ ...written, traceparent: stored.traceparent }).toEqual(record.headers);
});

it('[events] writes no header for what an event does not have', () => {
  const { headers } = toKafkaRecord(publisher, 'customer-1', alone);
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining([expect.stringMatching(/causation|actor|trace/)]));
  expect(Object.values(headers)).not.toContain('undefined');
});

it('[events] reads what it wrote from the buffers that Kafka delivers', () => {
  const { headers, value } = delivered(stored);
  const { causationId: _, ...event } = stored;
  expect(fromKafkaRecord(headers, value)).toEqual({ ...event, source: '/services/customers', subject: 'customer-1' });
});

it('[events] takes the event’s own id for the correlation of an event that has none', () => {
  const { headers, value } = delivered(alone);
  const { ce_correlationid: _, ...others } = headers;
  expect(fromKafkaRecord(others, value)).toMatchObject({ correlationId: 'customer-1.2' });
});

it.each<[string, IHeaders]>([
  ['no ce_id', { ce_id: undefined }],
  ['no ce_type', { ce_type: undefined }],
  ['no ce_source', { ce_source: undefined }],
  ['an empty ce_subject', { ce_subject: '' }],
  ['no ce_sequence', { ce_sequence: undefined }],
  ['a ce_sequence of 0', { ce_sequence: '0' }],
  ['half a ce_sequence', { ce_sequence: '1.5' }],
  ['a ce_sequence that is no number', { ce_sequence: Buffer.from('two') }],
  ['no ce_time', { ce_time: undefined }],
  ['a ce_time that is none', { ce_time: 'yesterday' }],
])('[events] refuses a message with %s, and names the header', (_, change) => {
  const { headers, value } = delivered(stored);
  const [name = ''] = Object.keys(change);
  const read = (): unknown => fromKafkaRecord({ ...headers, ...change }, value);
  expect(read).toThrow(MalformedEventError);
  expect(read).toThrow(name);
});

it.each([[undefined], [{}]])('[events] refuses a message with the headers %j', (headers) =>
  expect(() => fromKafkaRecord(headers, Buffer.from('{}'))).toThrow(MalformedEventError),
);

it.each([[null], [Buffer.from('')], [Buffer.from('{"half":')]])('[events] refuses the value %j', (value) =>
  expect(() => fromKafkaRecord(delivered(stored).headers, value)).toThrow(
    new MalformedEventError('The value is not JSON.'),
  ),
);

it('[events] refuses a value that is not UTF-8', () =>
  expect(() => fromKafkaRecord(delivered(stored).headers, Buffer.from('{"companyName":"Müller"}', 'latin1'))).toThrow(
    new MalformedEventError('The value is not UTF-8.'),
  ));

it('[events] tells the type alone, from a buffer as from a text', () => {
  expect(eventType({ ce_type: Buffer.from('a.b.v1') })).toBe('a.b.v1');
  expect(eventType({ ce_type: 'a.b.v1' })).toBe('a.b.v1');
  expect([eventType({}), eventType(undefined)]).toEqual([undefined, undefined]);
});

it('[events] decodes headers, without those that have no value', () =>
  expect(decodeHeaders({ one: Buffer.from('1'), two: '2', three: undefined })).toEqual({ one: '1', two: '2' }));
