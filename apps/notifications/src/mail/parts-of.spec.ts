import { partsOf } from './parts-of.js';

const link = { label: 'Open', url: 'https://two.tier/i/1' };

it.each([
  ['on a line of its own', 'Hello,\n\nhttps://two.tier/i/1\n\nBye', ['Hello,', link, 'Bye']],
  ['in the middle of a sentence', 'Open https://two.tier/i/1 soon', ['Open ', link, ' soon']],
  ['more than once', 'https://two.tier/i/1\r\n\r\nor https://two.tier/i/1', [link, 'or ', link]],
])('[R1] the link stays what is to be clicked %s', (_, body, parts) => expect(partsOf(body, link)).toEqual(parts));
