import { bodyText } from './body-text.js';

const text = '{"companyName":"Müller & Söhne, Łódź"}';
const latin1 = Buffer.from('{"companyName":"Müller"}', 'latin1');

it.each([
  [undefined, Buffer.from(text)],
  ['application/json', Buffer.from(text)],
  ['application/json; charset=UTF-8', Buffer.from(text)],
  ['application/json;charset="utf8"', Buffer.from(`\ufeff${text}`)],
  ['application/json; profile=x; charset=utf-16le', Buffer.from(text, 'utf16le')],
])('[api 0.2] reads a body of the type %s', (type, body) => expect(bodyText(type, body)).toBe(text));

it.each(['iso-8859-1', 'Windows-1252', 'latin1'])('[api 0.2] reads a body in %s', (charset) =>
  expect(bodyText(`application/json; charset=${charset}`, latin1)).toBe('{"companyName":"Müller"}'),
);

it.each<[string, string | undefined, RegExp]>([
  ['is not UTF-8 and does not say so', 'application/json', /^The request body is not UTF-8: send UTF-8, or name its/],
  ['has no type and is not UTF-8', undefined, /^The request body is not UTF-8/],
  ['is not what it says', 'application/json; charset=utf-8', /^The request body is not UTF-8/],
  ['is in a charset that nobody knows', 'application/json; charset=klingon', /^The charset .* is not supported/],
])('[api 0.2] refuses a body that %s', (_, type, description) =>
  expect(() => bodyText(type, latin1)).toThrow(
    expect.objectContaining({
      fault: { status: 400, code: 2000 },
      description: expect.stringMatching(description) as string,
    }) as Error,
  ),
);
