import { withoutSamples } from './samples.ts';

const text = { type: 'string' };
const document = (samples: object[]): object => ({
  components: {
    messages: {
      'io.twotier.thing.done.v1': {
        payload: { $ref: '#/components/schemas/ThingDoneV1' },
        examples: samples.map((payload) => ({ payload })),
      },
    },
    schemas: {
      ThingDoneV1: {
        properties: { id: text, lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } } },
      },
      Line: { properties: { offer: text, note: text } },
    },
  },
});
const missing = (...samples: object[]): string[] => withoutSamples(document(samples));

it('[events] a message without samples is refused', () =>
  expect(missing()).toEqual(['io.twotier.thing.done.v1 has no samples']));

it('[events] a field that no sample has is named', () =>
  expect(missing({ id: '1', lines: [] }, { id: '1', lines: [{ offer: 'o' }] })).toEqual([
    'io.twotier.thing.done.v1: lines.note',
  ]));

it('[events] samples that show each field between them are enough', () =>
  expect(missing({ id: '1', lines: [{ offer: 'o' }] }, { id: '1', lines: [{ note: 'n' }] })).toEqual([]));
