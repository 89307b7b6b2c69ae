import { Transform } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsFQDN,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { type ServiceName } from '#lib/contracts';
import { kafkaSecurityFaults, saslMechanisms, securityProtocols } from '#lib/messaging';
import { SecretFile } from './secret-file.decorator.js';
import { TelemetryConfig } from './telemetry-config.js';

/** Reads a setting that lists several values. */
export const commaSeparated = Transform(({ value }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean)
    : (value as unknown),
);
const isBaseUrls = IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, { each: true });

/** The claims that this platform reads. */
export const claimNames = ['tid', 'oid', 'upn', 'idtyp', 'appid', 'roles'] as const;

/** For each claim the name or the dotted path that it has in the tokens of another issuer. */
export type ClaimMapping = Partial<Record<(typeof claimNames)[number], string>>;

/** A text that cannot be read stays what it is, and is refused. */
const claimMapping = Transform(({ value }) => {
  if (typeof value !== 'string') return value as unknown;
  const pairs = value.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const readable = pairs.every(([name, path, ...more]) => claimNames.includes(name as 'tid') && path && !more.length);
  return readable ? (Object.fromEntries(pairs) as ClaimMapping) : value;
});

/** What every app reads from its environment. */
export class BaseConfig extends TelemetryConfig {
  /** Address to listen on. */
  @IsString()
  HOST = '127.0.0.1';

  /** Port to listen on. */
  @IsInt()
  @Min(1)
  @Max(65_535)
  PORT: number;

  /**
   * How long the app still answers after it was told to stop, in seconds. It is not ready then, and closes each connection with its
   * answer. Give a load balancer the time to notice; other apps of the platform leave idle connections within 3 seconds.
   */
  @IsInt()
  @Min(0)
  @Max(300)
  DRAIN_SECONDS: number = 5;

  /** The least level that is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
  LOG_LEVEL = 'info';

  /** Where users and clients reach the gateway. Links in mails begin with it, and it is the `iss` claim of identity's tokens. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  PUBLIC_URL = 'http://localhost:3000';

  /** Issuer of the access tokens, if it is not identity. Its keys are found by OpenID Connect Discovery. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  OIDC_ISSUER?: string;

  /**
   * Where the tokens of `OIDC_ISSUER` have the claims `tid`, `oid`, `upn`, `idtyp`, `appid` and `roles`, such as
   * `tid=tenant_id,oid=sub,roles=realm_access.roles`. A claim that is not listed keeps its name.
   */
  @claimMapping
  @IsObject({ message: 'OIDC_CLAIMS must list pairs <claim>=<path> of the claims ' + claimNames.join(', ') })
  OIDC_CLAIMS: ClaimMapping = {};

  /** The `aud` claim of the access tokens to accept. */
  @IsString()
  TOKEN_AUDIENCE = 'https://api.partnercenter.microsoft.com';

  /** The tenant whose users may hold the role Operator. */
  @IsUUID('loose')
  OPERATOR_TENANT: string;

  /** Domain suffixes that new customers may have, besides that of their cloud such as `onmicrosoft.com`. */
  @commaSeparated
  @IsFQDN({}, { each: true })
  CUSTOMER_DOMAIN_SUFFIXES: string[] = [];

  /** Begins the names of all topics and consumer groups. */
  @Matches(/^[a-zA-Z0-9_-]+$/, { message: 'TOPIC_PREFIX must have letters, digits, hyphens and underscores only' })
  TOPIC_PREFIX = 'twotier';

  /** Partitions of a topic of events, commands or states when it is created. A service whose topics have another number does not start. */
  @IsInt()
  @Min(1)
  TOPIC_PARTITIONS: number = 12;

  /** Replicas of a topic when it is created. All but one of them have a message before it counts as sent (`min.insync.replicas`). */
  @IsInt()
  @Min(1)
  TOPIC_REPLICATION_FACTOR: number = 1;

  /**
   * How many days the topics of events and commands keep messages; 0: for ever. Absent: for ever where a topic is created, and as it is where
   * it exists. Topics of states keep the last state of each key always.
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(36_500)
  TOPIC_RETENTION_DAYS?: number;

  /** Base URLs of the instances of identity. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  IDENTITY_URLS: string[];

  /** Base URLs of the instances of enrollment. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  ENROLLMENT_URLS: string[];

  /** Base URLs of the instances of relationships. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  RELATIONSHIPS_URLS: string[];

  /** Base URLs of the instances of customers. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  CUSTOMERS_URLS: string[];

  /** Base URLs of the instances of agreements. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  AGREEMENTS_URLS: string[];

  /** Base URLs of the instances of notifications. */
  @commaSeparated
  @ArrayNotEmpty()
  @isBaseUrls
  NOTIFICATIONS_URLS: string[];

  /** The `iss` claim of identity's access tokens. */
  get issuer(): string {
    return this.PUBLIC_URL.replace(/\/+$/, '');
  }

  /** What is wrong with settings that depend on each other. */
  faultsTogether(): string[] {
    return [];
  }

  /** Where the instances of a service are. */
  urlsOf(service: ServiceName): string[] {
    const urls: Record<ServiceName, string[]> = {
      identity: this.IDENTITY_URLS,
      enrollment: this.ENROLLMENT_URLS,
      relationships: this.RELATIONSHIPS_URLS,
      customers: this.CUSTOMERS_URLS,
      agreements: this.AGREEMENTS_URLS,
      notifications: this.NOTIFICATIONS_URLS,
    };
    return urls[service];
  }
}

/** How services reach the broker. */
export class BrokerConfig extends BaseConfig {
  /** Kafka brokers to begin with. */
  @commaSeparated
  @ArrayNotEmpty()
  @Matches(/^[^\s:]+:\d+$/, { each: true, message: 'each value in KAFKA_BROKERS must be host:port' })
  KAFKA_BROKERS: string[];

  /** Whether connections are encrypted (SSL), and whether the service signs in (SASL), as in `security.protocol` of Kafka. */
  @IsIn(securityProtocols)
  KAFKA_SECURITY_PROTOCOL = 'PLAINTEXT';

  /** File with the certificates, in PEM, of those who may certify the brokers. Without it those that Node.js trusts. */
  @IsOptional()
  @IsString()
  KAFKA_SSL_CA_FILE?: string;

  /** File with the certificate, in PEM, by which the service says who it is. */
  @IsOptional()
  @IsString()
  KAFKA_SSL_CERT_FILE?: string;

  /** File with the private key of `KAFKA_SSL_CERT_FILE`, in PEM, not encrypted. */
  @IsOptional()
  @IsString()
  KAFKA_SSL_KEY_FILE?: string;

  /** How the service signs in. */
  @IsOptional()
  @IsIn(saslMechanisms)
  KAFKA_SASL_MECHANISM?: string;

  /** User of the service, for `PLAIN` and `SCRAM`. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_USERNAME?: string;

  /** Password of `KAFKA_SASL_USERNAME`. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_PASSWORD?: string;

  /** File with that password, instead. It is read again for each new client, so the password can be changed while the service runs. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_PASSWORD_FILE?: string;

  /** Where the service gets its tokens, for `OAUTHBEARER`, by OAuth 2.0's client credentials. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['https', 'http'] })
  KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL?: string;

  /** Client that the tokens are for. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_OAUTHBEARER_CLIENT_ID?: string;

  /** Secret of `KAFKA_SASL_OAUTHBEARER_CLIENT_ID`. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET?: string;

  /** File with that secret, instead. It is read again for each token. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE?: string;

  /** Scope that the tokens are asked for with. */
  @IsOptional()
  @IsString()
  KAFKA_SASL_OAUTHBEARER_SCOPE?: string;

  override faultsTogether(): string[] {
    return kafkaSecurityFaults(this);
  }
}

/** What every service reads: an app with a database of its own and events. */
export class ServiceConfig extends BrokerConfig {
  /**
   * How long an instance may give no sign of life until the broker gives its partitions of events and commands to others, or to its next
   * start, in seconds. The broker sets limits, `group.min.session.timeout.ms` and `group.max.session.timeout.ms`.
   */
  @IsInt()
  @Min(3)
  CONSUMER_SESSION_TIMEOUT_SECONDS: number = 10;

  /** The MongoDB server, without the name of a database: each service uses its own. */
  @Matches(/^mongodb(\+srv)?:\/\//, { message: 'MONGODB_URI must begin with mongodb:// or mongodb+srv://' })
  MONGODB_URI: string;

  /** Begins the names of the databases, `<DATABASE_PREFIX>-<service>`. */
  @Matches(/^[a-zA-Z0-9_-]+$/, { message: 'DATABASE_PREFIX must have letters, digits, hyphens and underscores only' })
  DATABASE_PREFIX = 'twotier';

  /** Whether the commands to the database are counted for each request, in `/metrics`. Each operation costs a little more then. */
  @IsIn(['on', 'off'])
  DATABASE_MONITORING: 'on' | 'off' = 'off';

  /**
   * File with the secret that encrypts the private keys in the database. It is created with a random secret if it does not exist. All
   * instances of a service need the same file; without it the keys are lost.
   */
  @SecretFile()
  KEY_SECRET_FILE: string;

  /** Secrets that replace those of before: `<setting>=<mark>`, comma-separated, as a start that was refused has named them. Remove it afterwards. */
  @commaSeparated
  @Matches(/^[A-Z_]+=[0-9a-f]{16}$/, {
    each: true,
    message: 'ACCEPTED_SECRETS must list pairs <setting>=<mark>, as a start that was refused has named them',
  })
  ACCEPTED_SECRETS: string[] = [];
}
