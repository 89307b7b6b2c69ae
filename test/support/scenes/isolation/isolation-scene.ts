import { randomBytes, randomUUID } from 'node:crypto';
import { decodeJwt, generateKeyPair } from 'jose';
import { type Role } from '#lib/service-kit';
import { type Application } from '../../wire/resources.js';
import { type Page } from '../../wire/body.js';
import { ApiClient } from '../../clients/api-client.js';
import { parkedCommand } from './parked-command.js';
import { smallest, type ApiOperation } from './api-operations.js';
import { Company } from '../company.js';
import { type Databases } from '../../platform/databases.js';
import { WebhookReceiver } from '../../receivers/webhook-receiver.js';
import { eventually } from '../../eventually.js';
import { create, sold, type Sold } from './sold.js';
import { type TestOrganisation, type TestPlatform } from '../../platform/test-platform.js';
import { TokenForge } from '../token-forge.js';
import { bodies, constants, directories, examples, queries } from './values.js';

const partnerRoles: Role[] = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'];
/** Who calls. Users are told apart by the role that they have alone, or have all of them. */
export interface Identity {
  name: string;
  client: ApiClient;
  /** Absent: it cannot be authenticated. */
  is?: { kind: 'user' | 'app'; roles: Role[]; partnerType?: string };
  /** Whether what the scene is about belongs to its tenant. */
  isOwner?: boolean;
  /** Objects of its own, by the path that ends with them: under them it looks for those of others. */
  own?: Record<string, string>;
}

/** A provider with everything that the API has, and others who must not see it. */
export class IsolationScene {
  private constructor(
    readonly identities: readonly Identity[],
    /** Ids of the provider's objects, by the path that ends with them. */
    private readonly objects: Readonly<Record<string, string>>,
    /** Who an operation is for: by the beginning of its path, the longest first. */
    private readonly clients: Readonly<Record<string, ApiClient>>,
    /** Values of the query that name others. */
    private readonly references: Readonly<Record<string, string>>,
  ) {}

  static async set(platform: TestPlatform, databases: Databases): Promise<IsolationScene> {
    const types = ['indirect-provider', 'indirect-reseller', 'indirect-reseller'] as const;
    const others = ['direct-bill', 'indirect-provider', 'indirect-reseller'] as const;
    const [owner, reseller, second, directBill, provider, otherReseller] = await platform.partners(...types, ...others);
    const stranger = await platform.organisation();
    const forge = await TokenForge.open(platform, databases);
    const url = platform.gatewayUrl;
    const forged = async (claims: object): Promise<ApiClient> => new ApiClient(url, await forge.sign({ ...claims }));
    const adminOf = ({ id, admin }: Sold): Promise<ApiClient> =>
      forged({ tid: id, oid: admin, idtyp: 'user', roles: ['GlobalAdmin'] });
    /** The Global admin of a tenant, with all roles that partners have. */
    const everyRole = async ({ tenantId, clients }: TestOrganisation): Promise<ApiClient> => {
      await platform.change(tenantId, { userName: 'globaladmin', roles: partnerRoles });
      const { oid } = decodeJwt(clients.get('GlobalAdmin')?.token ?? '');
      return forged({ tid: tenantId, oid, idtyp: 'user', roles: partnerRoles });
    };
    const app = ({ tenantId }: TestOrganisation): Promise<ApiClient> =>
      forged({ tid: tenantId, appid: randomUUID(), idtyp: 'app' });

    const clients = await Promise.all([owner, directBill, provider, otherReseller, stranger].map(everyRole));
    const [admin, ofDirectBill, ofProvider, ofReseller, ofStranger] = clients as [
      ...[ApiClient, ApiClient, ApiClient, ApiClient, ApiClient],
    ];
    await Promise.all([reseller, second].map((partner) => platform.connect(owner, partner)));
    const receiver = await WebhookReceiver.open();
    await create(admin, '/webhooks/v1/registration', { webhookUrl: receiver.url, webhookEvents: ['test-created'] });
    const test = await create<{ correlationId: string }>(admin, '/webhooks/v1/registration/validationEvents');
    await create(admin, '/webhooks/v1/registration/validationEvents');
    await eventually('the test events', async () => {
      const { body } = await admin.get('/webhooks/v1/deliveries?status=delivered');
      return (body as { totalCount: number }).totalCount === 2;
    });
    await receiver.close();
    const [customer, , otherCustomer, directBillCustomer] = await Promise.all([
      sold(admin, reseller.tenantId),
      sold(admin, reseller.tenantId),
      sold(ofProvider),
      sold(ofDirectBill),
    ]);
    const invitation = await create(admin, '/v1/partnershipinvitations');
    await create(admin, '/v1/partnershipinvitations');
    const request = await create(admin, '/v1/customers/relationshiprequests');
    const application = await create<Application>(admin, '/v1/applications', { displayName: 'Ledger' });
    const sources = `/v1/applications/${application.appId}/commandsources`;
    const source = await create(admin, sources, { source: `https://${owner.tenantId}.example/crm` });
    const operator = await platform.operator();
    await operator.put(`/v1/operator/customers/${customer.id}/validationstatus`, { status: 'Allowed' });
    const profile = { mpnId: '4711', companyName: 'Alder', country: 'US' };
    await create(operator, '/v1/operator/mpnprofiles', { profiles: [profile] });
    const [company, another] = await Promise.all([Company.signUp(platform), Company.signUp(platform)]);
    for (const enrolling of [company, another]) {
      await enrolling.complete();
      await enrolling.act('submit');
    }
    const deadLetter = await parkedCommand(platform, operator);
    const { oid } = decodeJwt(owner.user('SalesAgent').token ?? '');

    const claims = { tid: owner.tenantId, oid: randomUUID(), idtyp: 'user', roles: partnerRoles };
    const now = Math.floor(Date.now() / 1_000);
    const { privateKey: anotherKey } = await generateKeyPair('RS256');
    const unauthenticated: [string, string | undefined][] = [
      ['nobody', undefined],
      ['garbage', 'garbage'],
      ['a token that has expired', await forge.sign({ ...claims, exp: now - 3_600 })],
      ['a token for another audience', await forge.sign({ ...claims, aud: 'https://graph.example' })],
      ['a token of another issuer', await forge.sign({ ...claims, iss: 'https://other.example' })],
      ['a token of another key', await forge.sign(claims, anotherKey)],
      ['a token without a signature', forge.unsigned(claims)],
    ];
    const user = (client: ApiClient, roles: Role[], partnerType?: string): Pick<Identity, 'client' | 'is'> => ({
      client,
      is: { kind: 'user', roles, ...(partnerType !== undefined && { partnerType }) },
    });
    const ofOwner = [...partnerRoles, 'Operator' as const].map((role) => ({
      name: `the owner's ${role}`,
      isOwner: true,
      ...user(owner.user(role), [role], 'indirect-provider'),
    }));
    const withoutRoles = await forged({ ...claims, roles: [] });
    const identities: Identity[] = [
      ...unauthenticated.map(([name, token]) => ({ name, client: new ApiClient(url, token) })),
      ...ofOwner,
      { name: "the owner's user without a role", isOwner: true, ...user(withoutRoles, [], 'indirect-provider') },
      {
        name: "the owner's application",
        isOwner: true,
        client: await app(owner),
        is: { kind: 'app', roles: [], partnerType: 'indirect-provider' },
      },
      {
        name: "another provider's application",
        client: await app(provider),
        is: { kind: 'app', roles: [], partnerType: 'indirect-provider' },
        own: { '/v1/customers/{customerId}': otherCustomer.id },
      },
      {
        name: 'another provider',
        ...user(ofProvider, partnerRoles, 'indirect-provider'),
        own: { '/v1/customers/{customerId}': otherCustomer.id },
      },
      {
        name: 'a direct-bill partner',
        ...user(ofDirectBill, partnerRoles, 'direct-bill'),
        own: { '/v1/customers/{customerId}': directBillCustomer.id },
      },
      { name: 'another reseller', ...user(ofReseller, partnerRoles, 'indirect-reseller') },
      { name: 'a tenant that is no partner', ...user(ofStranger, partnerRoles) },
      { name: "the owner's customer", isOwner: true, ...user(await adminOf(customer), ['GlobalAdmin']) },
      { name: 'another customer', ...user(await adminOf(otherCustomer), ['GlobalAdmin']) },
      { name: 'the operator', isOwner: true, ...user(operator, ['Operator']) },
    ];
    const path = '/v1/customers/{customerId}';
    const auditRecord = await eventually('a record', async () => {
      const { items } = (await admin.get<Page<{ id: string; operationType: string }>>('/v1/auditrecords')).body;
      const told = items.map(({ operationType }) => operationType);
      const arrived = ['create_order', 'update_customer_validation_status', 'create_partner_invitation'];
      return arrived.every((operation) => told.includes(operation)) && items[0]?.id;
    });
    const objects = {
      '/auditactivity/v1/auditrecords/{auditRecordId}': auditRecord,
      '/webhooks/v1/registration/validationEvents/{correlationId}': test.correlationId,
      '/webhooks/v1/deliveries/{deliveryId}': test.correlationId,
      '/v1/applications/{appId}': application.appId,
      '/v1/applications/{appId}/commandsources/{sourceId}': String(source.id),
      '/v1/customers/relationshiprequests/{requestId}': String(request.id),
      [path]: customer.id,
      [`${path}/carts/{cartId}`]: customer.cart,
      [`${path}/directoryroles/{roleId}/usermembers/{userId}`]: customer.user,
      [`${path}/orders/{orderId}`]: customer.order,
      [`${path}/subscriptions/{subscriptionId}`]: customer.subscription,
      [`${path}/users/{userId}`]: customer.user,
      '/v1/my/invitations/{token}': String(request.token),
      '/v1/my/partners/{partnerId}': owner.tenantId,
      '/v1/my/subscriptions/{subscriptionId}': customer.subscription,
      '/v1/operator/customers/{customerId}': customer.id,
      '/v1/operator/deadletters/{deadLetterId}': deadLetter,
      '/v1/operator/enrollments/{id}': await company.enrollmentId(),
      '/v1/operator/mpnprofiles/{mpnId}': profile.mpnId,
      '/v1/operator/partners/{id}': owner.tenantId,
      '/v1/partnershipinvitations/by-token/{token}': String(invitation.token),
      '/v1/partnershipinvitations/{invitationId}': String(invitation.id),
      '/v1/partnerships/{partnerId}': reseller.tenantId,
      '/v1/users/{userId}': String(oid),
    };
    const owners = {
      '/v1/enrollments': company.admin,
      '/v1/my/': await adminOf(customer),
      '/v1/operator/': operator,
      '/v1/partnershipinvitations/by-token/': reseller.user('GlobalAdmin'),
      '/': admin,
    };
    const references = { tenantId: reseller.tenantId, mpnId: reseller.mpnId ?? '' };
    const scene = new IsolationScene(identities, objects, owners, references);
    await eventually('the licences of both orders', async () => {
      const skus = `/v1/customers/${customer.id}/subscribedskus`;
      const { items } = (await admin.get<Page<{ activeUnits: number }>>(skus)).body;
      return items[0]?.activeUnits === 2;
    });
    return scene;
  }

  ownerOf({ path }: ApiOperation): ApiClient {
    const [, client] = Object.entries(this.clients).find(([beginning]) => path.startsWith(beginning)) ?? [];
    if (!client) throw new Error(`Nobody is the owner of ${path}.`);
    return client;
  }

  /** The places of its path that hold ids of objects. */
  objectsIn({ pathParameters }: ApiOperation): string[] {
    return pathParameters.filter((parameter) => !(parameter in constants));
  }

  /** The names in its query that name somebody. */
  referencesIn({ path, query }: ApiOperation): string[] {
    return path in directories ? [] : [...query.keys()].filter((name) => name in this.references);
  }

  /** As its owner reads what there is. */
  asItsOwner(operation: ApiOperation): Call {
    return this.real(operation, directories[operation.path]);
  }

  /** With ids of the provider's objects. */
  real(operation: ApiOperation, query: string[] = [], own: Record<string, string> = {}): Call {
    return this.call(operation, query, (parameter, value) => own[parameter] ?? value);
  }

  /** With ids of the same form that nothing has. */
  random(operation: ApiOperation, query: string[] = [], own: Record<string, string> = {}): Call {
    return this.call(operation, query, (parameter, value) => own[parameter] ?? another(value));
  }

  /** Whether the text tells of an object that only the provider may see. */
  tells(text: string): string[] {
    const shown = ['/v1/my/partners/{partnerId}', '/v1/operator/', '/v1/partnerships/{partnerId}'];
    const hidden = Object.entries(this.objects).filter(([place]) => !shown.some((open) => place.startsWith(open)));
    return hidden.filter(([, id]) => text.includes(id)).map(([place]) => place);
  }

  /** What in the page is about an object of the scene. */
  ownRowsOf({ items }: Page<object>): object[] {
    const ids = Object.values(this.objects);
    return items.filter((row) => ids.some((id) => JSON.stringify(row).includes(id)));
  }

  private call(operation: ApiOperation, references: string[], id: (place: string, value: string) => string): Call {
    const { method, name, pathParameters, query, body } = operation;
    const ids: string[] = [];
    let path = operation.path;
    for (const parameter of pathParameters) {
      const value = constants[parameter] ?? this.objects[parameter];
      if (value === undefined) {
        throw new Error(
          `The suite does not know what ${parameter} is: add an object to "objects" in isolation-scene.ts, or a ` +
            'value that is nobody\'s to "constants" in values.ts, in test/support/scenes/isolation.',
        );
      }
      const filled = parameter in constants ? value : id(parameter, value);
      if (!(parameter in constants)) ids.push(filled);
      path = path.replace(/\{\w+\}/, filled);
    }
    const search = new URLSearchParams();
    for (const [parameter, isRequired] of query) {
      const reference = references.includes(parameter) ? this.references[parameter] : undefined;
      const value = reference === undefined ? isRequired && queries[parameter] : id(parameter, reference);
      if (value === undefined) {
        throw new Error(`Add a value for "${parameter}" to "queries" in test/support/scenes/isolation/values.ts.`);
      }
      if (reference !== undefined && typeof value === 'string') ids.push(value);
      if (typeof value === 'string') search.set(parameter, value);
    }
    const text = bodies[name] ?? (body && smallest(body, examples));
    const searched = search.size > 0 ? `${path}?${search.toString()}` : path;
    return { method, path: searched, ids, ...(text !== undefined && { body: JSON.stringify(text) }) };
  }
}

/** A request, and the ids in it that its answer may repeat. */
export interface Call {
  method: string;
  path: string;
  ids: string[];
  body?: string;
}

/** Another id of the same form. */
function another(id: string): string {
  if (/^\d+$/.test(id)) return '9'.repeat(id.length);
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return randomUUID();
  return randomBytes(id.length).toString('base64url').slice(0, id.length);
}
