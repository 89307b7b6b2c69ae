import { withoutSamples } from './samples.mjs';

const text = { type: 'string' };
const document = {
  components: {
    messages: { 'io.twotier.thing.done.v1': { payload: { $ref: '#/components/schemas/ThingDoneV1' } } },
    schemas: {
      ThingDoneV1: {
        properties: { id: text, lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } } },
      },
      Line: { properties: { offer: text, note: text } },
    },
  },
};
const missing = (...samples: object[]): Promise<string[]> => withoutSamples(document, () => Promise.resolve(samples));

it('[events] a message without samples is refused', async () =>
  expect(await missing()).toEqual(['io.twotier.thing.done.v1 has no samples']));

it('[events] a field that no sample has is named', async () =>
  expect(await missing({ id: '1', lines: [] }, { id: '1', lines: [{ offer: 'o' }] })).toEqual([
    'io.twotier.thing.done.v1: lines.note',
  ]));

it('[events] samples that show each field between them are enough', async () =>
  expect(await missing({ id: '1', lines: [{ offer: 'o' }] }, { id: '1', lines: [{ note: 'n' }] })).toEqual([]));
