import { Counter } from 'prom-client';

/** What the broker does not take, or does not let this service do: trying again later is no better until somebody mends it. */
export interface BrokerRefusal {
  /** Kafka's name of the error, such as `TOPIC_AUTHORIZATION_FAILED`. */
  code: string;
  /** What it is about: one message, all of a topic, the group, or everything that this service does. */
  of: 'message' | 'topic' | 'group' | 'service';
  /** The topic, where the broker names one. */
  topic?: string;
}

const refusals: Record<BrokerRefusal['of'], string[]> = {
  message: ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP', 'POLICY_VIOLATION'],
  topic: ['TOPIC_AUTHORIZATION_FAILED', 'INVALID_TOPIC_EXCEPTION'],
  group: ['GROUP_AUTHORIZATION_FAILED', 'INVALID_GROUP_ID'],
  service: [
    ...['CLUSTER_AUTHORIZATION_FAILED', 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'SASL_AUTHENTICATION_FAILED'],
    ...['UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE', 'SECURITY_DISABLED'],
  ],
};

const scopes = new Map(
  Object.entries(refusals).flatMap(([of, codes]) => codes.map((code) => [code, of as BrokerRefusal['of']] as const)),
);

export const refusalsTotal = new Counter({
  name: 'twotier_broker_refusals_total',
  help: 'What the broker refused for good, such as for lack of a right, by what the service was doing.',
  labelNames: ['operation', 'reason'],
});

interface Details {
  name?: unknown;
  /** Of an answer of the broker. */
  type?: unknown;
  topic?: unknown;
  cause?: unknown;
  /** Of several topics that were to be created. */
  errors?: unknown;
}

/** The refusal that an error of kafkajs is, or was caused by; undefined if it is none. */
export function brokerRefusal(error: unknown): BrokerRefusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, type, topic, cause, errors } = error as Details;
  const code = name === 'KafkaJSSASLAuthenticationError' ? 'SASL_AUTHENTICATION_FAILED' : type;
  const of = typeof code === 'string' ? scopes.get(code) : undefined;
  if (of) return { code: code as string, of, ...(typeof topic === 'string' && { topic }) };
  const causes: unknown[] = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return causes.map(brokerRefusal).find(Boolean);
}

/** Messages that the broker does not take. They stay where they are, and nothing else waits for them. */
export class PublishingRefusedError extends Error {
  override readonly name = 'PublishingRefusedError';

  constructor(
    readonly topic: string,
    readonly refusal: BrokerRefusal,
  ) {
    super(`The broker refuses messages for ${topic}: ${refusal.code}.`);
  }
}
