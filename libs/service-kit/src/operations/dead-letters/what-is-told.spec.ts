import { InvalidPayloadError } from '#lib/contracts';
import { reasonOf, toldOf } from './what-is-told.js';

it('[dead letters] tells why a message is at fault, and keeps what a bug or a database says of one to itself', () => {
  expect(reasonOf(new InvalidPayloadError('domain is required.'))).toBe('domain is required.');
  expect(reasonOf(new InvalidPayloadError('x'.repeat(2_000)))).toHaveLength(1_000);
  const duplicate = Object.assign(new Error('E11000 dup key: { email: "ana@contoso.com" }'), {
    name: 'MongoServerError',
  });
  for (const error of [duplicate, new TypeError("Cannot read 'secret-7'")]) expect(reasonOf(error)).toBeUndefined();
});

it('[dead letters] tells what its sender says of it, cut to what can be shown, and no other header', () => {
  const headers = {
    ce_id: Buffer.from('7'),
    ce_type: 'x'.repeat(300),
    ce_source: '/crm',
    ce_correlationid: 'c',
    authorization: 'Bearer secret-7',
  };
  expect(toldOf({ key: Buffer.from('k'), value: Buffer.from('secret-7'), headers })).toEqual({
    key: 'k',
    messageId: '7',
    type: 'x'.repeat(256),
    source: '/crm',
    correlationId: 'c',
  });
});

it('[dead letters] a message that says nothing has nothing told, and one without a correlation id has its own', () => {
  expect(toldOf({ key: null, value: null })).toEqual({});
  expect(toldOf({ key: null, value: null, headers: { ce_id: '7' } })).toEqual({ messageId: '7', correlationId: '7' });
});
