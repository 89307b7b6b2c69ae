import { incompatibilities } from './compatibility.ts';

const schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    kind: { type: 'string', enum: ['a', 'b'] },
    lines: { type: 'array', items: { type: 'number' } },
  },
};
const document = (payload: object): object => ({
  components: { messages: { 'io.twotier.thing.done.v1': {} }, schemas: { ThingDoneV1: payload } },
});

describe('a change to an event within its version', () => {
  it.each([
    ['an optional field is added', { ...schema, properties: { ...schema.properties, note: { type: 'string' } } }],
    [
      'a required field is added, with what events of before are read as',
      {
        ...schema,
        required: ['id', 'notes'],
        properties: { ...schema.properties, notes: { type: 'array', items: { type: 'string' }, default: [] } },
      },
    ],
  ])('is compatible: %s', (_, changed) => {
    expect(incompatibilities(document(schema), document(changed))).toEqual([]);
  });

  it.each([
    ['a field is gone', { ...schema, properties: { id: { type: 'string' } } }, 'ThingDoneV1.kind is gone'],
    ['a field has another type', withProperty('id', { type: 'number' }), 'ThingDoneV1.id has another type'],
    ['a required field may be absent', { ...schema, required: [] }, 'ThingDoneV1.id may now be absent'],
    ['a new value', withProperty('kind', { type: 'string', enum: ['a', 'b', 'c'] }), 'ThingDoneV1.kind may now be c'],
    ['any value', withProperty('kind', { type: 'string' }), 'ThingDoneV1.kind may now be any'],
    [
      'a value less, which events of before have',
      withProperty('kind', { type: 'string', enum: ['a'] }),
      'ThingDoneV1.kind was b in earlier events',
    ],
    [
      'an optional field becomes required',
      { ...schema, required: ['id', 'kind'] },
      'ThingDoneV1.kind is now required, and earlier events do not have it: give it a default',
    ],
    [
      'a required field is added',
      { ...withProperty('note', { type: 'string' }), required: ['id', 'note'] },
      'ThingDoneV1.note is now required, and earlier events do not have it: give it a default',
    ],
    [
      'another form',
      withProperty('id', { type: 'string', pattern: '^x' }),
      'ThingDoneV1.id is written in another form',
    ],
    [
      'items of another type',
      withProperty('lines', { type: 'array', items: { type: 'string' } }),
      'ThingDoneV1.lines[] has another type',
    ],
  ])('is refused: %s', (_, changed, reason) => {
    expect(incompatibilities(document(schema), document(changed))).toContain(reason);
  });

  it.each([
    ['longer', 20, 30, 'ThingDoneV1.id may now be longer'],
    ['of any length', 20, undefined, 'ThingDoneV1.id may now be longer'],
    ['shorter', 30, 20, 'ThingDoneV1.id may be longer in earlier events'],
    ['of a length', undefined, 20, 'ThingDoneV1.id may be longer in earlier events'],
  ])('is refused: a text is now %s', (_, from, to, reason) => {
    const upTo = (maxLength?: number): object =>
      document(withProperty('id', { type: 'string', ...(maxLength && { maxLength }) }));
    expect(incompatibilities(upTo(from), upTo(to))).toContain(reason);
  });

  it('is refused: a message is gone', () => {
    expect(incompatibilities(document(schema), { components: { messages: {}, schemas: {} } })).toContain(
      'io.twotier.thing.done.v1 is gone',
    );
  });
});

describe('a change to a command within its version', () => {
  const taken = (payload: object): object => ({
    channels: { commands: { messages: { 'io.twotier.thing.do.v1': {} } } },
    operations: { takes: { action: 'receive', channel: { $ref: '#/channels/commands' } } },
    components: {
      messages: { 'io.twotier.thing.do.v1': { payload: { $ref: '#/components/schemas/DoThingV1' } } },
      schemas: {
        DoThingV1: {
          type: 'object',
          required: ['thing'],
          properties: { thing: { $ref: '#/components/schemas/Thing' } },
        },
        Thing: payload,
      },
    },
  });

  it.each([
    ['an optional field is added', { ...schema, properties: { ...schema.properties, note: { type: 'string' } } }],
    ['a required field may be absent', { ...schema, required: [] }],
    ['another value is taken', withProperty('kind', { type: 'string', enum: ['a', 'b', 'c'] })],
    ['any value is taken', withProperty('kind', { type: 'string' })],
  ])('is compatible: %s', (_, changed) => {
    expect(incompatibilities(taken(schema), taken(changed))).toEqual([]);
  });

  it('is compatible: a text may be longer', () => {
    const upTo = (maxLength: number): object => taken(withProperty('id', { type: 'string', maxLength }));
    expect(incompatibilities(upTo(200), upTo(300))).toEqual([]);
  });

  it.each([
    ['a field is gone', { ...schema, properties: { id: { type: 'string' } } }, 'Thing.kind is gone'],
    ['a field has another type', withProperty('id', { type: 'number' }), 'Thing.id has another type'],
    ['a field becomes required', { ...schema, required: ['id', 'kind'] }, 'Thing.kind is now required'],
    ['a value is refused', withProperty('kind', { type: 'string', enum: ['a'] }), 'Thing.kind may not be b any more'],
    ['few values are left', withProperty('id', { type: 'string', enum: ['a'] }), 'Thing.id is now one of a'],
    ['a text has to be shorter', withProperty('id', { type: 'string', maxLength: 9 }), 'Thing.id may only be less'],
    ['a text has to be longer', withProperty('id', { type: 'string', minLength: 9 }), 'Thing.id has to be more'],
  ])('is refused: %s', (_, changed, reason) => {
    expect(incompatibilities(taken(schema), taken(changed))).toContain(reason);
  });
});

function withProperty(name: string, property: object): object {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}
