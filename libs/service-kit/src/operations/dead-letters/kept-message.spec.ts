import { fromKept, toKept } from './kept-message.js';

it('[dead letters] keeps a message byte for byte, also headers that come twice and names that a database would read', () => {
  const value = Buffer.from([0, 255, 254]);
  const headers = { ce_id: Buffer.from('7'), 'a.$b': 'x', twice: [Buffer.from('1'), '2'], none: undefined };
  const kept = toKept({ key: Buffer.from('k'), value, headers });
  expect(kept && fromKept(kept)).toEqual({
    key: Buffer.from('k'),
    value,
    headers: {
      ce_id: [Buffer.from('7')],
      'a.$b': [Buffer.from('x')],
      twice: [Buffer.from('1'), Buffer.from('2')],
    },
  });
});

it('[dead letters] reads the bytes of the database, and tells nothing from empty', () => {
  const empty = Buffer.alloc(0);
  const stored = { value: { buffer: Uint8Array.of(1) }, headers: [] };
  expect(fromKept(stored)).toEqual({ key: null, value: Buffer.of(1), headers: {} });
  expect(toKept({ key: null, value: empty })).toEqual({ value: empty, headers: [] });
});

it('[dead letters] does not keep what is larger than a document may be', () => {
  const mega = 1_024 * 1_024;
  expect(toKept({ key: null, value: Buffer.alloc(8 * mega) })).toBeDefined();
  expect(toKept({ key: Buffer.of(1), value: Buffer.alloc(8 * mega) })).toBeUndefined();
});
