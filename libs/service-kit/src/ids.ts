import { createHash, randomUUID } from 'node:crypto';

/** Where ids come from. */
export interface Ids {
  random(): string;
}

export const systemIds: Ids = { random: () => randomUUID() };

/** The same GUID (version 8, RFC 9562) for the same parts, so that a repeat finds what the first try made. */
export function derivedId(...parts: string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of a partner's agreement. The partner's own would be taken for that of a customer agreement of the same tenant. */
export function partnerAgreementId(partnerId: string): string {
  return derivedId(partnerId, 'partner-agreement');
}
