import { incompatibilities } from './compatibility.mjs';

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
    ['an optional field becomes required', { ...schema, required: ['id', 'kind'] }],
  ])('is compatible: %s', (_, changed) => {
    expect(incompatibilities(document(schema), document(changed))).toEqual([]);
  });

  it.each([
    ['a field is gone', { ...schema, properties: { id: { type: 'string' } } }, 'ThingDoneV1.kind is gone'],
    ['a field has another type', withProperty('id', { type: 'number' }), 'ThingDoneV1.id has another type'],
    ['a required field may be absent', { ...schema, required: [] }, 'ThingDoneV1.id may now be absent'],
    ['a new value', withProperty('kind', { type: 'string', enum: ['a', 'b', 'c'] }), 'ThingDoneV1.kind may now be c'],
    [
      'items of another type',
      withProperty('lines', { type: 'array', items: { type: 'string' } }),
      'ThingDoneV1.lines[] has another type',
    ],
  ])('is refused: %s', (_, changed, reason) => {
    expect(incompatibilities(document(schema), document(changed))).toContain(reason);
  });

  it('is refused: a message is gone', () => {
    expect(incompatibilities(document(schema), { components: { messages: {}, schemas: {} } })).toContain(
      'io.twotier.thing.done.v1 is gone',
    );
  });
});

function withProperty(name: string, property: object): object {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}
