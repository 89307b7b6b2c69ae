import { plainToInstance, Transform } from 'class-transformer';
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
  validateSync,
} from 'class-validator';
import { type ServiceName } from '#lib/contracts';
import { StartRefusedError } from './start-refused.error.js';

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
export class BaseConfig {
  /** Address to listen on. */
  @IsString()
  HOST = '127.0.0.1';

  /** Port to listen on. */
  @IsInt()
  @Min(1)
  @Max(65_535)
  PORT: number;

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

  /** Partitions of a topic of events or commands when it is created. */
  @IsInt()
  @Min(1)
  TOPIC_PARTITIONS: number = 12;

  /** Replicas of a topic when it is created. */
  @IsInt()
  @Min(1)
  TOPIC_REPLICATION_FACTOR: number = 1;

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

/** What every service reads: an app with a database of its own and events. */
export class ServiceConfig extends BaseConfig {
  /** Kafka brokers to begin with. */
  @commaSeparated
  @ArrayNotEmpty()
  @Matches(/^[^\s:]+:\d+$/, { each: true, message: 'each value in KAFKA_BROKERS must be host:port' })
  KAFKA_BROKERS: string[];

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
  @IsString()
  KEY_SECRET_FILE: string;
}

/** A configuration that an app cannot start with. */
export class InvalidConfigError extends StartRefusedError {
  override readonly name = 'InvalidConfigError';

  constructor(readonly faults: string[]) {
    super(`The configuration is not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const loaded = new Map<new () => BaseConfig, BaseConfig>();

/** Reads and validates the environment, once; throws with the list of everything that is wrong. */
export function loadConfig<Config extends BaseConfig>(type: new () => Config, environment = process.env): Config {
  const known = loaded.get(type);
  if (known) return known as Config;
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = plainToInstance(type, given, { enableImplicitConversion: true, exposeDefaultValues: true });
  const faults = validateSync(config, { skipMissingProperties: false }).flatMap((fault) =>
    config[fault.property as keyof Config] === undefined
      ? [`${fault.property} is not set`]
      : Object.values(fault.constraints ?? {}),
  );
  if (faults.length > 0) throw new InvalidConfigError(faults);
  loaded.set(type, config);
  return config;
}
