import { hasNoLinks } from './has-no-links.js';

it.each([
  'Dear Ana, we spoke on Tuesday. Please have a look at our offer (2.5 % off), e.g. for licences.',
  'Bitte öffnen Sie den Link oben. Danke!',
  'İyi günler, görüşmek üzere.',
])('[R1] takes %p', (text) => expect(hasNoLinks(text)).toBe(true));

it.each([
  'Open https://evil.example/login',
  'Go to www.evil.example',
  'Go to evil.com now',
  'Go to EVIL.co.uk/login.',
  'Go to bücher.de',
  'Go to ｅｖｉｌ．ｃｏｍ',
  'Write to ana@evil.example',
  'Open 192.0.2.1/login',
  'mailto:ana',
])('[R1] refuses %p, which a mail program could make clickable', (text) => expect(hasNoLinks(text)).toBe(false));
