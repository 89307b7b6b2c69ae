import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { writtenDocument } from './document.js';
import { indexOf, schemaOf } from './schemas.js';

const publicUrl = 'https://platform.example';
const messages = Object.entries(writtenDocument.components.messages);

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);

/** Ajv knows a schema by its URI, and takes it once. */
function compile(type: string): ValidateFunction {
  const schema = schemaOf(writtenDocument, type, publicUrl);
  return ajv.getSchema(schema.$id) ?? ajv.compile(schema);
}

const saysNothing = 'io.twotier.relationship-request.create.v1';

it('finds the messages', () => expect(messages.length).toBeGreaterThan(40));

describe.each(messages)('the schema of %s', (type, { summary, examples }) => {
  it('[events] is JSON Schema 2020-12, complete in itself, with the URI that messages carry', () => {
    const schema = schemaOf(writtenDocument, type, publicUrl);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `https://platform.example/schemas/${type}.json`,
      title: type,
      description: summary,
    });
    expect(JSON.stringify(schema)).not.toContain('#/components');
  });

  it('[events] takes each form that was ever published, and fields that a newer producer adds', () => {
    const validate = compile(type);
    for (const { payload } of examples) {
      expect([validate({ ...payload, added: 1 }), validate.errors]).toEqual([true, null]);
    }
  });

  it('[events] refuses a payload without a field that all have', () => {
    const { required = [] } = schemaOf(writtenDocument, type, publicUrl);
    const validate = compile(type);
    // Whoever asks for a relationship may have nothing to say.
    expect([required.length > 0, type === saysNothing]).toContain(true);
    for (const name of required) {
      const rest = Object.entries(examples[0]?.payload ?? {}).filter(([field]) => field !== name);
      expect([name, validate(Object.fromEntries(rest))]).toEqual([name, false]);
    }
  });

  it('[ruling 7] names no secret', () => {
    const text = JSON.stringify(schemaOf(writtenDocument, type, publicUrl), (key, value: unknown) =>
      ['description', 'examples'].includes(key) ? undefined : value,
    );
    expect(text).not.toMatch(/password|secret|token|link"/i);
  });
});

it('[events] the index has each message, with its kind, its topic and its schema', () => {
  const { schemas } = indexOf(writtenDocument, `${publicUrl}/`);
  // What several services publish is there for each of their topics.
  expect([...new Set(schemas.map(({ type }) => type))].sort()).toEqual(messages.map(([type]) => type).sort());
  expect(new Set(schemas.map(({ type, topic }) => `${topic} ${type}`)).size).toBe(schemas.length);
  expect(schemas).toContainEqual({
    type: 'io.twotier.customer.record-purchase.v1',
    kind: 'command',
    topic: 'twotier.customers.commands',
    summary: expect.stringContaining('has bought') as string,
    schema: 'https://platform.example/schemas/io.twotier.customer.record-purchase.v1.json',
  });
  expect(schemas.find(({ type }) => type === 'io.twotier.customer.created.v1')).toMatchObject({ kind: 'event' });
  expect(schemas.find(({ type }) => type === 'io.twotier.customer.state.v1')).toMatchObject({
    kind: 'state',
    topic: 'twotier.customers.state',
  });
});
