import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Hosts that may be in a private network, and be called without TLS. */
export type AllowedHosts = readonly string[];

/** Whether everybody on the internet reaches this address: it is no loopback, private, link-local or otherwise special one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Why a callback cannot be at this URL, as the end of a sentence that begins with `WebhookUrl`; undefined if it can. */
export function callbackUrlFault(text: string, allowed: AllowedHosts): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'must be an absolute URL, such as https://crm.example.com/partner-center-events';
  if (url.username || url.password) return 'must not hold a user name or a password';
  if (url.hash) return 'must not have a fragment';
  if (isAllowed(url, allowed)) {
    return ['http:', 'https:'].includes(url.protocol) ? undefined : 'must begin with http:// or https://';
  }
  if (url.protocol !== 'https:') return 'must begin with https://';
  const literal = literalAddress(url);
  if (literal !== undefined && !isPublicAddress(literal)) return privateNetwork(literal);
  return undefined;
}

/** The same of where the URL's host is now; that may change, so it is looked at again whenever it is called. */
export async function callbackHostFault(text: string, allowed: AllowedHosts): Promise<string | undefined> {
  const url = new URL(text);
  if (isAllowed(url, allowed)) return undefined;
  const addresses = await lookup(hostOf(url), { all: true }).catch(() => []);
  const inside = addresses.find(({ address }) => !isPublicAddress(address));
  return inside && privateNetwork(inside.address);
}

export function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  return allowed.includes(hostOf(url));
}

/** The address of a URL that has one in place of a name. */
export function literalAddress(url: URL): string | undefined {
  const host = hostOf(url);
  return ipaddr.isValid(host) ? host : undefined;
}

/** Without the brackets around an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function privateNetwork(address: string): string {
  return `must not lead into a private network: its host is ${address}. Whoever runs the platform can allow a host by WEBHOOK_ALLOWED_HOSTS`;
}
