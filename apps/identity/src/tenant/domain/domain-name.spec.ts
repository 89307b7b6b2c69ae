import { foldedDomain, foldedUpn } from './domain-name.js';

it.each([
  ['Contoso.COM', 'contoso.com'],
  ['Bücher.example', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['ｃｏｎｔｏｓｏ.com', 'contoso.com'],
  ['contoso.com/x', ''],
  ['contoso.com:80', ''],
  ['', ''],
])('[I1] the domain %s is %s', (domain, folded) => expect(foldedDomain(domain)).toBe(folded));

it.each([
  ['Ana@Contoso.com', 'ana@contoso.com'],
  ['ana@Bücher.example', 'ana@xn--bcher-kva.example'],
  ['a@b@contoso.com', 'a@b@contoso.com'],
  ['Ana', 'ana@'],
  ['ana@', 'ana@'],
  ['@', '@'],
])('[I2] however it is written, the sign-in name %s is %s', (upn, folded) => expect(foldedUpn(upn)).toBe(folded));
