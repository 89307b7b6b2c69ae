import { domainToASCII } from 'node:url';
import { type Cloud } from '#contracts/enrollment/partner/partner-type';

/** What the domains of customers end with in each national cloud. */
const suffixes: Record<Cloud, string> = {
  Global: 'onmicrosoft.com',
  USGovernment: 'onmicrosoft.us',
  China: 'partner.onmschina.cn',
};

/** 27 characters are what Partner Center allows. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,25}[a-z0-9])?$/;

/** The suffix of customers' domains in a cloud. */
export function customerDomainSuffix(cloud: Cloud): string {
  return suffixes[cloud];
}

/**
 * What is wrong with a domain for a new customer, to follow its name in a sentence; undefined where nothing is. `others` are
 * suffixes that the installation allows beside the cloud's own.
 */
export function customerDomainFault(domain: string, cloud: Cloud, others: string[]): string | undefined {
  const given = domain.toLowerCase();
  const ascii = domainToASCII(given);
  if (ascii !== '' && ascii !== given) return `must be in ASCII form: write ${ascii}.`;
  const allowed = [customerDomainSuffix(cloud), ...others.map((suffix) => suffix.toLowerCase())];
  const fits = allowed.some((suffix) => given.endsWith(`.${suffix}`) && label.test(given.slice(0, -suffix.length - 1)));
  if (fits) return undefined;
  return `must be 1 to 27 letters, digits and hyphens, and then .${allowed.join(' or .')}, as in contoso.${allowed[0]}.`;
}
