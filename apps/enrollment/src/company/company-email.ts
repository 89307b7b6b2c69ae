import { domainToASCII } from 'node:url';
import { isEmail } from 'class-validator';
import { parse } from 'tldts';
import providers from 'email-providers/all.json' with { type: 'json' };
import { invalidArgument } from '#lib/partner-api';

/** Names under which web mail is offered in many countries, such as yahoo.fr and outlook.com.br. */
const brands = new Set([
  'gmail',
  'googlemail',
  'yahoo',
  'ymail',
  'rocketmail',
  'icloud',
  'aol',
  'aim',
  'outlook',
  'hotmail',
  'live',
  'msn',
  'passport',
  'gmx',
  'yandex',
  'protonmail',
  'tuta',
  'tutanota',
  'fastmail',
  'zohomail',
  'posteo',
]);

/** Services that the list does not know. */
const unlisted = [
  'duck.com',
  'tutamail.com',
  'keemail.me',
  'mailfence.com',
  'startmail.com',
  'onmail.com',
  'skiff.com',
  'disroot.org',
  'riseup.net',
  '1und1.de',
  'mynet.com',
  'meta.ua',
  'mail.bg',
  'bezeqint.net',
  'nifty.com',
  'kakao.com',
  'sohu.com',
  'яндекс.рф',
  'почта.рф',
];
const webMail = new Set([...providers, ...unlisted].map((domain) => domainToASCII(domain)));

/** The address as it is kept: blanks off, its domain in lower case and ASCII. Refuses what is no address. */
export function emailAddress(field: string, email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  const domain = domainToASCII(trimmed.slice(at + 1).replace(/\.$/, ''));
  const address = `${trimmed.slice(0, at)}@${domain}`;
  const { domain: registered, domainWithoutSuffix: name, isIp } = parse(domain);
  if (at < 1 || !registered || !name || isIp || !isEmail(address) || /[\p{Cc}\s]/u.test(address)) {
    throw invalidArgument(`${field} must be an e-mail address.`);
  }
  return address;
}

/** The same of an address that has to be the company's own: refuses web mail. */
export function companyEmail(field: string, email: string): string {
  const address = emailAddress(field, email);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { domain: registered, domainWithoutSuffix: name } = parse(domain);
  if (brands.has(name ?? '') || suffixesOf(domain).some((suffix) => webMail.has(suffix))) {
    throw invalidArgument(
      `${field} must be an address of your company: public e-mail services such as ${registered} are not accepted.`,
    );
  }
  return address;
}

/** The domain and every domain that it is below of. */
function suffixesOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index).join('.'));
}
