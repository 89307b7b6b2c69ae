import { domainToASCII } from 'node:url';

/** Without this, all that follows the host in a URL would be cut off. */
const form = /^[\p{L}\p{M}\p{N}.-]+$/u;

/** A domain in any casing and script as it is stored, in lower case ASCII; empty where it is none. */
export function foldedDomain(domain: string): string {
  return form.test(domain) ? domainToASCII(domain) : '';
}

/** A user principal name as it is stored, so that however it is written, each one is one value. */
export function foldedUpn(upn: string): string {
  const [, name = upn, domain = ''] = /^(.*)@([^@]*)$/s.exec(upn) ?? [];
  return `${name.toLowerCase()}@${foldedDomain(domain)}`;
}
