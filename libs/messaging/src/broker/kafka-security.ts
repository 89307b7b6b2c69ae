// Tools run this file as it is, by Node alone: it imports packages only, and has no syntax that has to be compiled.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type KafkaConfig, type SASLOptions } from 'kafkajs';

export const securityProtocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;

const tlsSettings = ['KAFKA_SSL_CA_FILE', 'KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'] as const;
const saslSettings = [
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_PASSWORD_FILE',
  'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL',
  'KAFKA_SASL_OAUTHBEARER_CLIENT_ID',
  'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET',
  'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE',
  'KAFKA_SASL_OAUTHBEARER_SCOPE',
] as const;
type Setting = 'KAFKA_SECURITY_PROTOCOL' | (typeof tlsSettings)[number] | (typeof saslSettings)[number];

/** How clients reach the broker, as it is configured. Names and values are those of Kafka's own clients where these have them. */
export type KafkaSecuritySettings = Partial<Record<Setting, string>>;

type SecretSetting = 'KAFKA_SASL_PASSWORD' | 'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET';

/** Whom a broker takes a client for that does not sign in. */
const ANONYMOUS = 'User:ANONYMOUS';
/** A token is used again while it has longer than both, so that what is begun with it does not outlive it. */
const TOKEN_MARGIN_MS = 30_000;
const TOKEN_MARGIN_SHARE = 0.2;
const TOKEN_TIMEOUT_SECONDS = 5;

interface Token {
  value: string;
  renewAtMs: number;
}

/**
 * What clients need to reach the broker. Files are read for each new client, so that passwords and certificates can be replaced
 * while the process runs.
 */
export class KafkaSecurity {
  readonly #settings: KafkaSecuritySettings;
  #token?: Token;
  #asking?: Promise<Token>;
  /** The subject of the last token. */
  #subject?: string;

  /** @param settings without faults, see `kafkaSecurityFaults` */
  constructor(settings: KafkaSecuritySettings) {
    this.#settings = settings;
  }

  options(): Pick<KafkaConfig, 'ssl' | 'sasl'> {
    const { KAFKA_SSL_CA_FILE: ca, KAFKA_SSL_CERT_FILE: cert, KAFKA_SSL_KEY_FILE: key } = this.#settings;
    return {
      ...(usesTls(this.#settings) && {
        ssl: { ...(ca && { ca: read(ca) }), ...(cert && key && { cert: read(cert), key: read(key) }) },
      }),
      ...(usesSasl(this.#settings) && { sasl: this.#sasl() }),
    };
  }

  /** Whom the broker takes these clients for, as its rules call it, unless the broker maps names in its own way. */
  get user(): string {
    const settings = this.#settings;
    if (isOauth(settings)) return `User:${this.#subject ?? settings.KAFKA_SASL_OAUTHBEARER_CLIENT_ID}`;
    if (usesSasl(settings)) return `User:${settings.KAFKA_SASL_USERNAME}`;
    const { KAFKA_SSL_CERT_FILE: file } = settings;
    return usesTls(settings) && file ? `User:${distinguishedName(new X509Certificate(read(file)))}` : ANONYMOUS;
  }

  #sasl(): SASLOptions {
    const settings = this.#settings;
    if (isOauth(settings)) return { mechanism: 'oauthbearer', oauthBearerProvider: () => this.#bearer() };
    return {
      mechanism: settings.KAFKA_SASL_MECHANISM?.toLowerCase() as 'plain',
      username: settings.KAFKA_SASL_USERNAME ?? '',
      password: secret(settings, 'KAFKA_SASL_PASSWORD'),
    };
  }

  /** Clients that connect at the same time share the answer of one request. */
  async #bearer(): Promise<{ value: string }> {
    if (!this.#token || this.#token.renewAtMs <= performance.now()) {
      this.#asking ??= this.#requestToken().finally(() => (this.#asking = undefined));
      this.#token = await this.#asking;
    }
    return this.#token;
  }

  async #requestToken(): Promise<Token> {
    // Most services need none of it.
    const openid = await import('openid-client');
    const settings = this.#settings;
    const endpoint = settings.KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL ?? '';
    const clientId = settings.KAFKA_SASL_OAUTHBEARER_CLIENT_ID ?? '';
    const scope = settings.KAFKA_SASL_OAUTHBEARER_SCOPE;
    const server = { issuer: new URL(endpoint).origin, token_endpoint: endpoint };
    const clientSecret = secret(settings, 'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET');
    const configuration = new openid.Configuration(server, clientId, {}, openid.ClientSecretBasic(clientSecret));
    configuration.timeout = TOKEN_TIMEOUT_SECONDS;
    if (endpoint.startsWith('http:')) openid.allowInsecureRequests(configuration);
    try {
      const answer = await openid.clientCredentialsGrant(configuration, scope ? { scope } : {});
      const lifetimeMs = (answer.expires_in ?? 0) * 1_000;
      const margin = Math.max(TOKEN_MARGIN_MS, lifetimeMs * TOKEN_MARGIN_SHARE);
      this.#subject = subjectOf(answer.access_token) ?? clientId;
      return { value: answer.access_token, renewAtMs: performance.now() + lifetimeMs - margin };
    } catch (error) {
      throw noToken(error, endpoint, clientId);
    }
  }
}

/** Everything that is wrong with the settings, and never a value that is secret; empty when nothing is. */
export function kafkaSecurityFaults(settings: KafkaSecuritySettings): string[] {
  const { KAFKA_SECURITY_PROTOCOL: protocol = 'PLAINTEXT', KAFKA_SASL_MECHANISM: mechanism } = settings;
  const wrong = [
    oneOf('KAFKA_SECURITY_PROTOCOL', protocol, securityProtocols),
    ...(mechanism ? [oneOf('KAFKA_SASL_MECHANISM', mechanism, saslMechanisms)] : []),
  ].flat();
  if (wrong.length > 0) return wrong;
  return [
    ...withoutEffect(settings, usesTls(settings) ? [] : tlsSettings, 'SSL or SASL_SSL'),
    ...withoutEffect(settings, usesSasl(settings) ? [] : saslSettings, 'SASL_SSL or SASL_PLAINTEXT'),
    ...(usesTls(settings) ? tlsFaults(settings) : []),
    ...(usesSasl(settings) ? saslFaults(settings) : []),
  ];
}

function saslFaults(settings: KafkaSecuritySettings): string[] {
  const needed: Setting[] = isOauth(settings)
    ? ['KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL', 'KAFKA_SASL_OAUTHBEARER_CLIENT_ID']
    : ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME'];
  const secretName: SecretSetting = isOauth(settings) ? 'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET' : 'KAFKA_SASL_PASSWORD';
  const endpoint = settings.KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL;
  return [
    ...needed.filter((name) => !settings[name]).map((name) => `${name} is not set`),
    ...secretFaults(settings, secretName),
    ...(endpoint && !/^https?:\/\/./.test(endpoint)
      ? ['KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL must be a URL with https']
      : []),
  ];
}

function secretFaults(settings: KafkaSecuritySettings, name: SecretSetting): string[] {
  const fileName = `${name}_FILE` as const;
  const file = settings[fileName];
  if (settings[name] && file) return [`${name} and ${fileName} are both set: one of them is enough`];
  if (!settings[name] && !file) return [`${name} is not set, and neither is ${fileName}`];
  return fileFaults(fileName, file, 'text', (text) => text.trim() !== '');
}

function tlsFaults(settings: KafkaSecuritySettings): string[] {
  const { KAFKA_SSL_CA_FILE: ca, KAFKA_SSL_CERT_FILE: cert, KAFKA_SSL_KEY_FILE: key } = settings;
  const isCertificate = (text: string): boolean => Boolean(new X509Certificate(text));
  const missing = cert ? 'KAFKA_SSL_KEY_FILE' : 'KAFKA_SSL_CERT_FILE';
  return [
    ...(Boolean(cert) === Boolean(key) ? [] : [`${missing} is not set: a certificate and its key go together`]),
    ...fileFaults('KAFKA_SSL_CA_FILE', ca, 'certificate in PEM', isCertificate),
    ...fileFaults('KAFKA_SSL_CERT_FILE', cert, 'certificate in PEM', isCertificate),
    ...fileFaults('KAFKA_SSL_KEY_FILE', key, 'private key in PEM', (text) => Boolean(createPrivateKey(text))),
  ];
}

/** Whoever sets something that has no effect believes to be safer than they are. */
function withoutEffect(settings: KafkaSecuritySettings, unused: readonly Setting[], protocols: string): string[] {
  const names = unused.filter((name) => settings[name]);
  if (names.length === 0) return [];
  const { KAFKA_SECURITY_PROTOCOL: protocol = 'PLAINTEXT' } = settings;
  return [`KAFKA_SECURITY_PROTOCOL must be ${protocols} where ${names.join(', ')} is set, and is ${protocol}`];
}

function fileFaults(
  name: Setting,
  file: string | undefined,
  what: string,
  isGood: (text: string) => boolean,
): string[] {
  if (!file) return [];
  let text: string;
  try {
    text = read(file);
  } catch (error) {
    return [`${name} is ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code})`];
  }
  try {
    if (isGood(text)) return [];
  } catch {
    // As when it is not.
  }
  return [`${name} is ${file}, which holds no ${what}`];
}

function oneOf(name: Setting, value: string, values: readonly string[]): string[] {
  return values.includes(value) ? [] : [`${name} must be one of the following values: ${values.join(', ')}`];
}

function usesTls({ KAFKA_SECURITY_PROTOCOL: protocol }: KafkaSecuritySettings): boolean {
  return protocol === 'SSL' || protocol === 'SASL_SSL';
}

function usesSasl({ KAFKA_SECURITY_PROTOCOL: protocol }: KafkaSecuritySettings): boolean {
  return protocol === 'SASL_PLAINTEXT' || protocol === 'SASL_SSL';
}

function isOauth(settings: KafkaSecuritySettings): boolean {
  return usesSasl(settings) && settings.KAFKA_SASL_MECHANISM === 'OAUTHBEARER';
}

function secret(settings: KafkaSecuritySettings, name: SecretSetting): string {
  const file = settings[`${name}_FILE`];
  return (file ? read(file).trim() : settings[name]) ?? '';
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Of a certificate, as Kafka writes it: RFC 2253, the most special part first. */
function distinguishedName({ subject }: X509Certificate): string {
  return subject.split('\n').reverse().join(',');
}

/** Of a token that can be read, which is up to its issuer. */
function subjectOf(token: string): string | undefined {
  try {
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

/** An endpoint that refuses the client goes on to do so; one that is away may come back. */
function noToken(error: unknown, endpoint: string, clientId: string): Error {
  const { name, error: code, status, message } = error as Error & { error?: string; status?: number };
  if (name === 'ResponseBodyError' && Number(status) < 500)
    return new TokenRefusedError(`The token endpoint ${endpoint} refuses the client ${clientId}: ${code}`);
  return new TokenNotGivenError(`The token endpoint ${endpoint} gives no token: ${message}`);
}

/** As the broker's own refusal to let a user sign in. kafkajs does not try again. */
class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
  readonly type = 'SASL_AUTHENTICATION_FAILED';
  readonly retriable = false;
}

/** kafkajs tries again. */
class TokenNotGivenError extends Error {
  override readonly name = 'TokenNotGivenError';
  readonly retriable = true;
}
