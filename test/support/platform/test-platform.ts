import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { API_SERVICES, startPlatform, type Platform, type Service } from '../../../tools/platform/platform.js';
import { localCertificate } from '../../../tools/platform/tls/local-certificate.js';
import { ApiClient } from '../clients/api-client.js';
import { Provisioner } from './provisioner.mjs';
import { askSetUp, remote, type Controlled } from './remote-control.mjs';
import { settingsIn, startBeside, textsIn, type SharedPlatform } from './shared-platform.mjs';
import { COUNTRY, domainOf, Tenants, type Person, type Tenant } from './tenants.js';

/** Tenants of the platforms that the suites of a process share, by their addresses. */
const tenantsOf = new Map<string, Tenants>();

/** The platform that a suite works on: own databases, own topics, the shared servers. */
export class TestPlatform {
  private constructor(
    readonly gatewayUrl: string,
    readonly urls: Platform['urls'],
    readonly kafkaBrokers: string,
    readonly mongoUri: string,
    readonly prefix: string,
    private readonly tenants: Tenants,
    readonly operatorTenant: string,
    /** Its secrets, logs and mails. */
    readonly dataDir: string,
    /** What is not shared. */
    private readonly own: Partial<Pick<Platform, 'apps' | 'stop'>> = {},
    /** What clients have to trust, if the gateway serves HTTPS. */
    readonly rootCertificate?: string,
    /** Who issues its tokens. */
    readonly issuer = gatewayUrl,
  ) {}

  /**
   * The platform that the suites of a project share. Features run on it at the same time: they look only at tenants of
   * their own, and leave its services alone. Resilience tests kill its processes.
   */
  static shared(): TestPlatform {
    const { gatewayUrl, urls, kafkaBrokers, mongoUri, prefix, operatorTenant, dataDir, port } = sharedPlatform();
    const tenants = tenantsOf.get(gatewayUrl) ?? new Tenants((request) => askSetUp(port, request), operatorTenant);
    tenantsOf.set(gatewayUrl, tenants);
    return new TestPlatform(gatewayUrl, urls, kafkaBrokers, mongoUri, prefix, tenants, operatorTenant, dataDir);
  }

  /** The shared services behind a gateway of the suite's own, which has other settings; with a service that has them too. */
  static async behindGateway(env: Record<string, string>, service?: Service): Promise<TestPlatform> {
    const shared = TestPlatform.shared();
    const { gatewayUrl, urls, ...own } = await startBeside(sharedPlatform(), env, service);
    return new TestPlatform(
      gatewayUrl,
      { ...shared.urls, ...(service && { [service]: urls[service] }) },
      shared.kafkaBrokers,
      shared.mongoUri,
      shared.prefix,
      shared.tenants,
      shared.operatorTenant,
      shared.dataDir,
      own,
      undefined,
      shared.gatewayUrl,
    );
  }

  /** Platforms of partners whose commands the shared platform takes; a suite sets the partners up. */
  static get commandSources(): SharedPlatform['commandSources'] {
    return sharedPlatform().commandSources;
  }

  static newPrefix(): string {
    return `t${randomBytes(4).toString('hex')}`;
  }

  /** One of the suite's own, for other settings and for services that stop. */
  static async start(options: TestPlatformOptions = {}): Promise<TestPlatform> {
    const kafkaBrokers = options.kafkaBrokers ?? required('TEST_KAFKA_BROKERS');
    const mongoUri = options.mongoUri ?? required('TEST_MONGODB_URI');
    const prefix = options.prefix ?? TestPlatform.newPrefix();
    const operatorTenant = randomUUID();
    const dataDir = join(process.cwd(), '.data', 'test', prefix);
    const tls = options.https ? await localCertificate(join(dataDir, 'tls')) : undefined;
    const platform = await startPlatform({
      kafkaBrokers,
      mongoUri,
      prefix,
      operatorTenant,
      dataDir,
      tls,
      env: { ...settingsIn(dataDir), ...options.env },
      envOf: options.envOf,
      instances: options.instances,
      // Pages have tests of their own, in a browser.
      only: options.only ?? API_SERVICES,
      log: () => undefined,
    });
    const provisioner = new Provisioner(platform.apps.identity[0]?.environment ?? {});
    return new TestPlatform(
      platform.gatewayUrl,
      platform.urls,
      kafkaBrokers,
      mongoUri,
      prefix,
      new Tenants(provisioner.provision, operatorTenant),
      operatorTenant,
      dataDir,
      {
        ...platform,
        stop: async () => {
          await provisioner.close();
          await platform.stop();
        },
      },
      tls?.rootFile,
    );
  }

  /** The running services, to stop and to start them. */
  get apps(): Platform['apps'] {
    if (!this.own.apps) throw new Error('These services are shared: kill them by `process` in the resilience tests.');
    return this.own.apps;
  }

  /** A process that the resilience tests share, to kill it and to start it again. */
  process(name: Service | 'kafka' | 'mongo'): Controlled {
    return remote(sharedPlatform().port, name);
  }

  /** A partner of the given type, onboarded by the operator, with a client for each of its users. */
  async partner(partnerType: string, options: PartnerOptions = {}): Promise<TestOrganisation> {
    return (await this.onboarded([partnerType], options))[0]!;
  }

  /** One partner of each given type; many at once are set up as fast as one. */
  async partners<T extends readonly string[]>(...partnerTypes: T): Promise<OrganisationFor<T>> {
    return (await this.onboarded(partnerTypes, {})) as OrganisationFor<T>;
  }

  /** Makes a provider and a reseller partners, by an invitation that the reseller accepts. */
  async connect(provider: TestOrganisation, reseller: TestOrganisation): Promise<void> {
    const invited = await provider.user('AdminAgent').postPatiently('/v1/partnershipinvitations', {});
    const path = `/v1/partnershipinvitations/by-token/${invited.body.token}/accept`;
    const { status, text } = await reseller.user('GlobalAdmin').postPatiently(path, { consent: true });
    if (status !== 200) throw new Error(`Accepting the invitation answers ${status} ${text}`);
  }

  /** A tenant that is no partner, with a client for each of its users; with this id if one is given. */
  async organisation(tenantId?: string): Promise<TestOrganisation> {
    const tenants = tenantId ? this.tenants.create([tenantId]) : this.tenants.strangers(1, COUNTRY);
    return this.organisationOf((await tenants)[0]!);
  }

  /** A tenant whose users have these passwords, to sign in on the pages. */
  async people(...users: Person[]): Promise<{ tenantId: string; domain: string; tokens: Map<string, string> }> {
    const tenantId = randomUUID();
    const provisioned = await this.tenants.people(users, [tenantId]);
    const tokens = new Map(provisioned.map(({ name, token }) => [name, token]));
    return { tenantId, domain: domainOf(tenantId), tokens };
  }

  /** Gives a user of such a tenant other roles. */
  async change(id: string, ...users: Person[]): Promise<void> {
    await this.tenants.people(users, [id]);
  }

  async operator(): Promise<ApiClient> {
    return (await this.operatorOrganisation()).user('Operator');
  }

  /** The tenant that runs the platform. */
  async operatorOrganisation(): Promise<TestOrganisation> {
    return this.organisationOf(await this.tenants.operator());
  }

  /** The database of one service. */
  databaseName(service: string): string {
    return `${this.prefix}-${service}`;
  }

  /** Where the operator's own texts of agreements are. */
  get agreementTexts(): string {
    return textsIn(this.dataDir);
  }

  /** Stops what it has started: the shared platform goes on. */
  async stop(): Promise<void> {
    await this.own.stop?.();
  }

  private async onboarded(partnerTypes: readonly string[], options: PartnerOptions): Promise<TestOrganisation[]> {
    const { country = COUNTRY, signed = true, tenantId: given } = options;
    const tenants = given
      ? this.tenants.create([given], country)
      : this.tenants.strangers(partnerTypes.length, country);
    const organisations = (await tenants).map((tenant) => this.organisationOf(tenant));
    const operator = await this.operator();
    const settingUp = organisations.map(async (organisation, index) => {
      const { tenantId } = organisation;
      const mpnId = 'mpnId' in options ? options.mpnId : String(randomInt(1e9, 1e10));
      const request = { tenantId, companyName: 'A partner', partnerType: partnerTypes[index], country, mpnId };
      const answer = await operator.postPatiently('/v1/operator/partners', request);
      if (answer.status !== 201) throw new Error(`Onboarding answers ${answer.status} ${answer.text}`);
      if (signed) await sign(organisation);
      return new TestOrganisation(tenantId, organisation.clients, mpnId);
    });
    return Promise.all(settingUp);
  }

  private organisationOf({ id, tokens }: Tenant): TestOrganisation {
    const clients = [...tokens].map(([role, token]) => [role, new ApiClient(this.gatewayUrl, token)] as const);
    return new TestOrganisation(id, new Map(clients));
  }
}

export interface TestPlatformOptions {
  kafkaBrokers?: string;
  mongoUri?: string;
  env?: Record<string, string>;
  /** For each service, beside that. */
  envOf?: (service: Service) => Record<string, string>;
  /** Of topics, groups and databases; without it any. */
  prefix?: string;
  instances?: Partial<Record<Service, number>>;
  /** Whether the gateway serves HTTPS, with a certificate as `npm start` makes it. */
  https?: boolean;
  /** Starts these alone; where the others would be is for `env` to say. */
  only?: Service[];
}

/** As many tenants as there are types. */
type OrganisationFor<T extends readonly string[]> = { -readonly [Index in keyof T]: TestOrganisation };

/** What a partner is set up with: usually everything that it takes to sell. */
export interface PartnerOptions {
  /** Its tenant, where that has to be known before the platform starts. */
  tenantId?: string;
  /** Undefined: none. Left out: one of its own. */
  mpnId?: string | undefined;
  /** Whether it has signed the partner agreement. */
  signed?: boolean;
  /** ISO 3166-1 alpha-2. */
  country?: string;
}

/** A tenant, and one user for each role. */
export class TestOrganisation {
  constructor(
    readonly tenantId: string,
    readonly clients: ReadonlyMap<string, ApiClient>,
    readonly mpnId?: string,
  ) {}

  user(role: string): ApiClient {
    const client = this.clients.get(role);
    if (!client) throw new Error(`There is no user with the role ${role}.`);
    return client;
  }
}

async function sign(partner: TestOrganisation): Promise<void> {
  const answer = await partner.user('GlobalAdmin').postPatiently('/v1/partneragreement/signature', {});
  if (answer.status !== 201) throw new Error(`Signing answers ${answer.status} ${answer.text}`);
}

function sharedPlatform(): SharedPlatform {
  const project = expect.getState().testPath?.includes('resilience') ? 'resilience' : 'features';
  return JSON.parse(required(`TEST_PLATFORM_OF_${project}`)) as SharedPlatform;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests by "npm test".`);
  return value;
}
