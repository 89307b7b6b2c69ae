/** The value of a header, as the clients for Kafka deliver it. */
export type HeaderValue = string | Uint8Array | (string | Uint8Array)[] | null | undefined;

/** A message as kafkajs and others deliver it. Of a client whose headers are a `Map`, give `Object.fromEntries(headers)`. */
export interface KafkaMessage {
  headers?: Record<string, HeaderValue>;
  value: string | Uint8Array | null;
}

/** A message that is not what its contract says. Its text lists what is wrong, and never the values. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
}

/** Header values as texts, by their names; the last one where a name has several. */
export function textHeaders(headers: KafkaMessage['headers'] = {}): Record<string, string | undefined> {
  const texts = Object.entries(headers).map(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return [name, last === null || last === undefined ? undefined : textOf(last)] as const;
  });
  return Object.fromEntries(texts);
}

/** @throws InvalidMessageError where the value is no JSON in UTF-8 */
export function jsonValue(value: KafkaMessage['value']): unknown {
  try {
    return JSON.parse(textOf(value ?? '')) as unknown;
  } catch {
    throw new InvalidMessageError('The value is not JSON in UTF-8.');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : utf8.decode(value);
}
