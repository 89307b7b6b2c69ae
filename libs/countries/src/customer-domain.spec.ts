import { type Cloud } from '#lib/contracts';
import { customerDomainFault } from './customer-domain.js';

const form =
  /^must be 1 to 27 letters, digits and hyphens, and then \.onmicrosoft\.com or \.resale\.example, as in contoso\.onmicrosoft\.com\.$/;
const fault = (domain: string, cloud: Cloud = 'Global'): string | undefined =>
  customerDomainFault(domain, cloud, ['Resale.example']);

it.each<[string, Cloud]>([
  ['contoso.onmicrosoft.com', 'Global'],
  ['CONTOSO.OnMicrosoft.com', 'Global'],
  ['c.onmicrosoft.com', 'Global'],
  [`${'c'.repeat(27)}.onmicrosoft.com`, 'Global'],
  ['xn--bcher-kva.onmicrosoft.com', 'Global'],
  ['con-toso.resale.example', 'Global'],
  ['contoso.onmicrosoft.us', 'USGovernment'],
  ['contoso.partner.onmschina.cn', 'China'],
])('[C1] a customer can have the domain %s in the cloud %s', (domain, cloud) =>
  expect(fault(domain, cloud)).toBeUndefined(),
);

it.each([
  'microsoft.com',
  'onmicrosoft.com',
  '.onmicrosoft.com',
  'a.b.onmicrosoft.com',
  'resale.example',
  'contoso.onmicrosoft.us',
  'contosoonmicrosoft.com',
  '-contoso.onmicrosoft.com',
  'contoso-.onmicrosoft.com',
  'con_toso.onmicrosoft.com',
  `${'c'.repeat(28)}.onmicrosoft.com`,
  '',
])('[C1] a customer cannot have the domain %j', (domain) => expect(fault(domain)).toMatch(form));

it.each([
  ['bücher.onmicrosoft.com', 'xn--bcher-kva.onmicrosoft.com'],
  ['ｃｏｎｔｏｓｏ.onmicrosoft.com', 'contoso.onmicrosoft.com'],
])('[C1] the domain %s is refused with its ASCII form', (domain, ascii) =>
  expect(fault(domain)).toBe(`must be in ASCII form: write ${ascii}.`),
);
