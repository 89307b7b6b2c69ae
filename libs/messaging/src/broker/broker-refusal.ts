import { Counter } from 'prom-client';

/** What the broker does not take, or does not let this service do: trying again later is no better until somebody mends it. */
export interface BrokerRefusal {
  /** Kafka's name of the error, such as `TOPIC_AUTHORIZATION_FAILED`. */
  code: string;
  /** What it is about: one message, all of a topic, the group, or everything that this service does. */
  of: 'message' | 'topic' | 'group' | 'service';
  /** The topic, where the broker names one. */
  topic?: string;
  /** Why, in the words of the client, where no connection comes about. */
  detail?: string;
}

const refusals: Record<BrokerRefusal['of'], string[]> = {
  message: ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP', 'POLICY_VIOLATION'],
  topic: [
    'TOPIC_AUTHORIZATION_FAILED',
    'INVALID_TOPIC_EXCEPTION',
    'INVALID_REPLICATION_FACTOR',
    'INVALID_PARTITIONS',
    'INVALID_CONFIG',
  ],
  group: ['GROUP_AUTHORIZATION_FAILED', 'INVALID_GROUP_ID'],
  service: [
    'CLUSTER_AUTHORIZATION_FAILED',
    'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
    'SASL_AUTHENTICATION_FAILED',
    'UNSUPPORTED_SASL_MECHANISM',
    'ILLEGAL_SASL_STATE',
    'SECURITY_DISABLED',
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
  /** Of a connection. */
  code?: unknown;
  topic?: unknown;
  cause?: unknown;
  /** Of several topics that were to be created. */
  errors?: unknown;
}

/** What Node says when there can be no TLS: each will be the same until a certificate or a setting is changed. */
const NO_TLS = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** The refusal that an error of kafkajs is, or was caused by; undefined if it is none. */
export function brokerRefusal(error: unknown): BrokerRefusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { topic, cause, errors } = error as Details;
  const code = codeOf(error);
  const of = code === undefined ? undefined : (scopes.get(code) ?? (NO_TLS.test(code) ? 'service' : undefined));
  if (code && of) {
    const detail = authorization.test(code) || of !== 'service' ? undefined : (error as Error).message;
    return { code, of, ...(typeof topic === 'string' && { topic }), ...(detail && { detail }) };
  }
  const causes: unknown[] = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return causes.map(brokerRefusal).find(Boolean);
}

function codeOf({ name, type, code }: Details): string | undefined {
  if (name === 'KafkaJSSASLAuthenticationError') return 'SASL_AUTHENTICATION_FAILED';
  return [type, code].find((each) => typeof each === 'string');
}

const authorization = /_AUTHORIZATION_FAILED$/;

/** What a service did when the broker refused it, and the right that it takes. */
const rights = { publish: 'WRITE', consume: 'READ', 'create-topics': 'CREATE' } as const;
export type BrokerWork = keyof typeof rights;

/**
 * Says in one line who lacks which right on what, or what else keeps the service from the broker.
 * @param name of the topic or the group
 */
export function describeRefusal(user: string, work: BrokerWork, refusal: BrokerRefusal, name: string): string {
  const { code, of, detail } = refusal;
  if (code === 'CLUSTER_AUTHORIZATION_FAILED') return `${user} lacks ${rights[work]} on any topic (${code})`;
  if (of === 'service') return `${user} gets no connection to the broker (${code}): ${detail ?? code}`;
  const thing = `the ${of} ${name}`;
  if (!authorization.test(code)) return `The broker does not take ${thing} (${code})${hints.get(code) ?? ''}`;
  const orSeesIt = work === 'create-topics' ? ', or if it exists READ or WRITE,' : '';
  return `${user} lacks ${rights[work]}${orSeesIt} on ${thing} (${code})`;
}

const hints = new Map([
  ['INVALID_REPLICATION_FACTOR', ': TOPIC_REPLICATION_FACTOR is more than there are brokers'],
  ['INVALID_PARTITIONS', ': it wants another number than TOPIC_PARTITIONS'],
]);

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
