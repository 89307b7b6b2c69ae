import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readEvent } from './event.ts';
import { messages } from './generated/schemas.ts';
import { InvalidMessageError, type KafkaMessage } from './kafka-message.ts';
import { validated, type EventType } from './validation.ts';

const samples = join(process.cwd(), 'libs', 'contracts', 'samples');
const customer = {
  customerId: 'd0633e25-eb5e-4699-81e8-84fcb55f252f',
  companyName: 'Müller',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  relationships: [],
};
const headers = {
  ce_specversion: '1.0',
  ce_id: 'c-1.2',
  ce_type: 'io.twotier.customer.created.v1',
  ce_source: '/services/customers',
  ce_subject: 'c-1',
  ce_sequence: '2',
  ce_time: '2026-03-01T08:00:00.123Z',
  ce_dataschema: 'https://platform.example/schemas/io.twotier.customer.created.v1.json',
  ce_correlationid: 'correlation-1',
};
const message = (changes: KafkaMessage['headers'] = {}, value: unknown = customer): KafkaMessage => ({
  headers: Object.fromEntries(
    Object.entries<unknown>({ ...headers, ...changes }).map(([name, text]) => [
      name,
      typeof text === 'string' ? Buffer.from(text) : (text as undefined),
    ]),
  ),
  value: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value)),
});

it('[events] reads an event from the buffers that Kafka delivers', () =>
  expect(readEvent(message())).toEqual({
    id: 'c-1.2',
    type: 'io.twotier.customer.created.v1',
    source: '/services/customers',
    subject: 'c-1',
    sequence: 2,
    time: new Date('2026-03-01T08:00:00.123Z'),
    data: customer,
    dataSchema: headers.ce_dataschema,
    correlationId: 'correlation-1',
  }));

it('[events] reads texts as well, and the last of several headers of one name', () => {
  const twice = { ...headers, ce_subject: ['c-0', Buffer.from('c-9')] };
  expect(readEvent({ headers: twice, value: JSON.stringify(customer) })).toMatchObject({ subject: 'c-9' });
});

it('[events] leaves out a type that it does not know', () =>
  expect(readEvent(message({ ce_type: 'io.twotier.customer.created.v9' }, 'no JSON'))).toBeUndefined());

it('[events] a command is no event', () =>
  expect(readEvent(message({ ce_type: 'io.twotier.customer.record-purchase.v1' }))).toBeUndefined());

it('[events] keeps fields that a newer platform adds, and fills in those that an older one did not have', () => {
  const user = {
    tenantId: customer.customerId,
    userId: customer.customerId,
    userPrincipalName: 'a@b.example',
    roles: [],
  };
  const event = readEvent(message({ ce_type: 'io.twotier.user.created.v1' }, { ...user, added: 1 }));
  expect(event?.data).toEqual({ ...user, added: 1, licenses: [] });
});

it.each<[string, KafkaMessage, string]>([
  ['no headers', { value: '{}' }, 'ce_id'],
  ['no source', message({ ce_source: undefined }), 'ce_source'],
  ['half a sequence', message({ ce_sequence: '1.5' }), 'ce_sequence'],
  ['a time that is none', message({ ce_time: 'yesterday' }), 'ce_time'],
  ['no value', { ...message(), value: null }, 'not JSON'],
  ['half a value', message({}, '{"customerId":'), 'not JSON'],
  ['a value that is not UTF-8', { ...message(), value: Buffer.from('"M\u00fcller"', 'latin1') }, 'not JSON in UTF-8'],
  ['a list', message({}, [customer]), 'The payload must be object'],
  [
    'a wrong field',
    message({}, { ...customer, cloud: 'Mars' }),
    'cloud must be equal to one of the allowed values: Global',
  ],
  [
    'a wrong part',
    message({}, { ...customer, relationships: [{}] }),
    "relationships.0 must have required property 'since'",
  ],
])('[events] refuses a message with %s, and says what is wrong', (_, wrong, reason) => {
  expect(() => readEvent(wrong)).toThrow(InvalidMessageError);
  expect(() => readEvent(wrong)).toThrow(reason);
});

it('[ruling 7] a refusal has none of the values', () =>
  expect(() => readEvent(message({}, { ...customer, customerId: 'top-secret' }))).toThrow(
    /^io\.twotier\.customer\.created\.v1: customerId must match format "uuid"\.$/,
  ));

it.each(readdirSync(samples))('[events] reads each form of %s that was ever published', (file) => {
  const type = `io.twotier.${file.replace(/\.json$/, '')}` as EventType;
  expect(messages).toHaveProperty([type]);
  const forms = JSON.parse(readFileSync(join(samples, file), 'utf8')) as object[];
  for (const form of forms) expect(validated(type, structuredClone(form))).toMatchObject(form);
});
