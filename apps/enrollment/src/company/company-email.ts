import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import providers from 'email-providers/all.json' with { type: 'json' };
import { invalidArgument } from '#lib/partner-api';

/** Names under which web mail is offered in many countries, such as yahoo.fr and outlook.com.br. */
const brands = new Set([
  ...['gmail', 'googlemail', 'yahoo', 'ymail', 'rocketmail', 'icloud', 'aol', 'aim'],
  ...['outlook', 'hotmail', 'live', 'msn', 'passport', 'gmx', 'yandex', 'protonmail'],
]);
const webMail = new Set(providers);

/** The address as it is kept: blanks off, its domain in lower case and ASCII. Refuses web mail and what is no address. */
export function companyEmail(field: string, email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  const domain = domainToASCII(trimmed.slice(at + 1).replace(/\.$/, ''));
  const { domain: registered, domainWithoutSuffix: name, isIp } = parse(domain);
  if (at < 1 || !registered || !name || isIp) throw invalidArgument(`${field} must be an e-mail address.`);
  if (brands.has(name) || suffixesOf(domain).some((suffix) => webMail.has(suffix))) {
    throw invalidArgument(
      `${field} must be an address of your company: e-mail services for anybody, such as ${registered}, are not accepted.`,
    );
  }
  return `${trimmed.slice(0, at)}@${domain}`;
}

/** The domain and every domain that it is below of. */
function suffixesOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index).join('.'));
}
