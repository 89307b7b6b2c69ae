import { type ParkedLetter } from '#lib/messaging';

type Message = ParkedLetter['message'];
/** The database's own bytes, or ours. */
type Bytes = Buffer | { buffer: Uint8Array };

/** A message as the database keeps it. Headers are a list, as their names may be any text, and come more than once. */
export interface KeptMessage<Stored extends Bytes = Buffer> {
  key?: Stored;
  value?: Stored;
  headers: { name: string; value: Stored }[];
}

/** A document may have 16 MB. */
const MOST_BYTES = 8 * 1_024 * 1_024;

/** Undefined: it is too large. */
export function toKept({ key, value, headers = {} }: Message): KeptMessage | undefined {
  const list = Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((one) => ({ name, value: Buffer.from(one) })),
  );
  const parts = [key, value, ...list.map((header) => header.value)];
  if (parts.reduce((sum, part) => sum + (part?.length ?? 0), 0) > MOST_BYTES) return undefined;
  return { ...(key && { key }), ...(value && { value }), headers: list };
}

export function fromKept({ key, value, headers }: KeptMessage<Bytes>): {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer[]>;
} {
  const byName: Record<string, Buffer[]> = {};
  for (const header of headers) (byName[header.name] ??= []).push(bufferOf(header.value));
  return { key: key ? bufferOf(key) : null, value: value ? bufferOf(value) : null, headers: byName };
}

function bufferOf(bytes: Bytes): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
}
