import { etagFault, etagOf } from './etag.js';

const resource = { name: 'Alder', address: { city: 'Seattle', lines: ['1', '2'] } };

it('[E10] an etag is a signed 64-bit number that does not depend on the order of fields', () => {
  expect(etagOf(resource)).toMatch(/^-?\d{1,19}$/);
  expect(etagOf({ address: { lines: ['1', '2'], city: 'Seattle' }, name: 'Alder' })).toBe(etagOf(resource));
});

it('[E10] an etag changes with every value, also deep inside', () => {
  expect(etagOf({ ...resource, address: { ...resource.address, lines: ['2', '1'] } })).not.toBe(etagOf(resource));
  expect(etagOf({ ...resource, name: undefined })).not.toBe(etagOf(resource));
});

it.each([[['-12']], [['"-12"']], [['W/"-12"']], [['*']], [[undefined, '']], [[undefined, '-12']]])(
  '[E10] takes a change with the etags %j',
  (given) => expect(etagFault('-12', ...given)).toBeUndefined(),
);

it.each([[['12']], [['"13"', '-12']], [[undefined, '13']]])('[E10] refuses a change with the etags %j: 2055', (given) =>
  expect(etagFault('-12', ...given)).toMatchObject({ rejection: { fault: { status: 400, code: 2055 } } }),
);
