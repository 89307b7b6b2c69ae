import { etagOf, RequestPipe } from '#lib/partner-api';
import { type Customer } from './customer.js';
import {
  CreateCustomerRequest,
  ListCustomersQuery,
  toCreatedResource,
  toListItem,
  toNewCustomer,
  toResource,
} from './customer.dto.js';

const pipe = new RequestPipe();
const readBody = (body: unknown): CreateCustomerRequest =>
  pipe.transform(body, { type: 'body', metatype: CreateCustomerRequest }) as CreateCustomerRequest;
const readQuery = (query: unknown): ListCustomersQuery =>
  pipe.transform(query, { type: 'query', metatype: ListCustomersQuery }) as ListCustomersQuery;

const address = {
  country: 'US',
  city: 'Redmond',
  state: 'WA',
  addressLine1: 'One Way',
  postalCode: '98052',
  firstName: 'T',
  lastName: 'U',
  phoneNumber: '1',
};

/** As the Java SDK sends it. */
const javaBody = {
  attributes: { objectType: 'Customer' },
  companyProfile: { attributes: { objectType: 'CustomerCompanyProfile' }, domain: 'Xyz.onmicrosoft.com' },
  billingProfile: {
    attributes: { objectType: 'CustomerBillingProfile' },
    language: 'En',
    culture: 'EN-US',
    defaultAddress: { ...address, country: 'us' },
    companyName: 'Test co',
    email: 'a@b.co',
  },
};

/** The same as .NET sends it: PascalCase, with nulls written. */
const dotNetBody = {
  Id: null,
  CommerceId: null,
  AllowDelegatedAccess: null,
  UserCredentials: null,
  CompanyProfile: { TenantId: null, Domain: 'Xyz.onmicrosoft.com', CompanyName: null, Links: null },
  BillingProfile: {
    Id: null,
    FirstName: null,
    LastName: null,
    Email: 'a@b.co',
    Culture: 'EN-US',
    Language: 'En',
    CompanyName: 'Test co',
    DefaultAddress: {
      Country: 'us',
      Region: null,
      City: 'Redmond',
      State: 'WA',
      AddressLine1: 'One Way',
      AddressLine2: null,
      PostalCode: '98052',
      FirstName: 'T',
      LastName: 'U',
      PhoneNumber: '1',
    },
    Attributes: { Etag: null, ObjectType: 'CustomerBillingProfile' },
  },
  Attributes: { ObjectType: 'Customer' },
};

const expected = {
  domain: 'xyz.onmicrosoft.com',
  billingProfile: {
    id: 'billing-1',
    email: 'a@b.co',
    culture: 'en-US',
    language: 'En',
    companyName: 'Test co',
    defaultAddress: address,
  },
};

/** The body with one field changed: `undefined` leaves it out. */
function bodyWith(path: string, value: unknown): unknown {
  const body = structuredClone(javaBody) as Record<string, unknown>;
  const names = path.split('.');
  const parent = names.slice(0, -1).reduce((node, name) => node[name] as Record<string, unknown>, body);
  parent[names.at(-1) as string] = value;
  return JSON.parse(JSON.stringify(body));
}

describe('a creation', () => {
  it.each([
    ['camelCase as Java sends it', javaBody],
    ['PascalCase with nulls as .NET sends it', dotNetBody],
  ])('[C1] is read from %s', (_, body) => {
    expect(toNewCustomer(readBody(body), 'billing-1')).toStrictEqual(expected);
  });

  it('[C1] keeps the registration number without blanks around', () => {
    const request = readBody(bodyWith('companyProfile.organizationRegistrationNumber', ' 7707083893 '));
    expect(toNewCustomer(request, 'billing-1').organizationRegistrationNumber).toBe('7707083893');
  });

  it.each([
    ['EN-US', 'en-US'],
    ['en-us', 'en-US'],
    ['DE', 'de'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['ES-419', 'es-419'],
    ['fil-ph', 'fil-PH'],
  ])('[C1] answers the culture %s as %s', (given, normalised) => {
    const request = readBody(bodyWith('billingProfile.culture', given));
    expect(toNewCustomer(request, 'billing-1').billingProfile.culture).toBe(normalised);
  });

  const text = (length: number): string => 'x'.repeat(length);
  it.each([
    ['companyProfile', undefined],
    ['companyProfile', 'contoso'],
    ['companyProfile.domain', undefined],
    ['companyProfile.domain', 'contoso'],
    ['companyProfile.domain', 'con toso.com'],
    ['companyProfile.domain', 5],
    ['billingProfile', undefined],
    ['billingProfile.email', undefined],
    ['billingProfile.email', 'a@'],
    ['billingProfile.culture', undefined],
    ['billingProfile.culture', 'english'],
    ['billingProfile.culture', 'en_US'],
    ['billingProfile.language', undefined],
    ['billingProfile.language', 'e'],
    ['billingProfile.language', text(13)],
    ['billingProfile.companyName', undefined],
    ['billingProfile.companyName', text(1)],
    ['billingProfile.companyName', text(201)],
    ['billingProfile.firstName', text(51)],
    ['billingProfile.lastName', text(51)],
    ['billingProfile.defaultAddress', undefined],
    ['billingProfile.defaultAddress.country', undefined],
    ['billingProfile.defaultAddress.country', 'USA'],
    ['billingProfile.defaultAddress.country', 'QQ'],
    ['billingProfile.defaultAddress.city', ''],
    ['billingProfile.defaultAddress.city', text(101)],
    ['billingProfile.defaultAddress.state', text(101)],
    ['billingProfile.defaultAddress.region', text(101)],
    ['billingProfile.defaultAddress.addressLine1', ''],
    ['billingProfile.defaultAddress.addressLine1', text(201)],
    ['billingProfile.defaultAddress.addressLine2', text(201)],
    ['billingProfile.defaultAddress.postalCode', text(21)],
    ['billingProfile.defaultAddress.firstName', undefined],
    ['billingProfile.defaultAddress.firstName', text(51)],
    ['billingProfile.defaultAddress.lastName', ''],
    ['billingProfile.defaultAddress.lastName', text(51)],
    ['billingProfile.defaultAddress.phoneNumber', text(41)],
    ['companyProfile.organizationRegistrationNumber', text(51)],
  ])('[C1] is refused with %s = %j, which it names', (path, value) => {
    const name = path.replaceAll('.', '\\.');
    expect(() => readBody(bodyWith(path, value))).toThrow(
      expect.objectContaining({
        fault: { status: 400, code: 2000 },
        description: expect.stringMatching(`(^|\\s)(${name}|nested property ${name}) `) as string,
      }),
    );
  });

  it.each([
    ['billingProfile.companyName', text(200)],
    ['billingProfile.companyName', text(2)],
    ['billingProfile.defaultAddress.addressLine1', text(200)],
    ['billingProfile.defaultAddress.addressLine2', text(200)],
    ['billingProfile.defaultAddress.firstName', text(50)],
    ['billingProfile.defaultAddress.state', undefined],
    ['billingProfile.defaultAddress.postalCode', undefined],
    ['billingProfile.defaultAddress.phoneNumber', undefined],
  ])('[C1] is accepted with %s = %j', (path, value) => {
    expect(() => readBody(bodyWith(path, value))).not.toThrow();
  });

  it('[C1] is refused with a password that the partner chooses, which is not repeated', () => {
    const credentials = { userName: 'admin', password: 'Ripe-plums-7' };
    expect(() => readBody(bodyWith('userCredentials', credentials))).toThrow(
      /^userCredentials\.password must be absent: the answer has the one-time password of the admin user\.$/,
    );
  });

  it.each([{ userName: 'admin' }, { userName: null, password: null }, { password: '' }])(
    '[C1] is accepted with credentials without a password, such as %j',
    (credentials) => expect(() => readBody(bodyWith('userCredentials', credentials))).not.toThrow(),
  );

  it('[C1] is told every fault at once', () => {
    expect(() => readBody({ companyProfile: {}, billingProfile: { defaultAddress: {} } })).toThrow(
      /companyProfile\.domain .*billingProfile\.email .*billingProfile\.defaultAddress\.country .*lastName/,
    );
  });
});

describe('a list', () => {
  it.each([
    [{}, {}],
    [{ size: '0' }, { size: 0 }],
    [{ Size: '500' }, { size: 500 }],
    [{ seekoperation: 'NEXT' }, { seekOperation: 'NEXT' }],
    [{ SeekOperation: 'Last' }, { seekOperation: 'Last' }],
    [{ filter: '{}' }, { filter: '{}' }],
  ])('[C5] reads the query %j', (query, read) => expect({ ...readQuery(query) }).toEqual(read));

  it.each([
    [{ size: '501' }, 'size'],
    [{ size: '-1' }, 'size'],
    [{ size: '1.5' }, 'size'],
    [{ size: 'ten' }, 'size'],
    [{ seekOperation: 'PageIndex' }, 'seekOperation'],
    [{ seekOperation: '4' }, 'seekOperation'],
    [{ filter: 'x'.repeat(2_001) }, 'filter'],
  ])('[C5] refuses the query %j', (query, name) => expect(() => readQuery(query)).toThrow(new RegExp(`^${name} must`)));
});

describe('a customer', () => {
  const customer: Customer = {
    id: 'customer-1',
    status: 'active',
    companyName: 'Test co',
    companyNameFolded: 'test co',
    domain: 'xyz.onmicrosoft.com',
    country: 'US',
    cloud: 'Global',
    billingProfile: expected.billingProfile,
    relationships: [
      {
        partnerId: 'partner-1',
        since: new Date(0),
        subscriptions: ['subscription-1'],
        associatedPartnerIds: ['partner-3', 'partner-2'],
      },
      { partnerId: 'partner-2', since: new Date(0), subscriptions: [], associatedPartnerIds: ['partner-1'] },
      { partnerId: 'partner-4', since: new Date(0), subscriptions: [], associatedPartnerIds: [] },
    ],
    formerPartners: [],
    adminPrivileges: ['partner-1'],
    subscriptions: [],
    reservedOrders: [],
    pendingConnections: [],
  };
  const self = (uri: string): object => ({ self: { uri, method: 'GET', headers: [] } });
  const listed = {
    id: 'customer-1',
    commerceId: 'customer-1',
    companyProfile: {
      tenantId: 'customer-1',
      domain: 'xyz.onmicrosoft.com',
      companyName: 'Test co',
      links: self('/customers/customer-1/profiles/company'),
      attributes: { objectType: 'CustomerCompanyProfile' },
    },
    relationshipToPartner: 'reseller',
    links: self('/customers/customer-1'),
    attributes: { objectType: 'Customer' },
  };
  const { defaultAddress: address, email } = expected.billingProfile;
  const full = {
    ...listed,
    companyProfile: { ...listed.companyProfile, address, email },
    billingProfile: {
      ...expected.billingProfile,
      links: self('/customers/customer-1/profiles/billing'),
      attributes: { objectType: 'CustomerBillingProfile', etag: etagOf(expected.billingProfile) },
    },
    allowDelegatedAccess: true,
    associatedPartnerId: 'partner-2',
  };

  it('[C5] is listed without its billing profile and its partners', () =>
    expect(toListItem(customer)).toStrictEqual(listed));

  it('[C1] is answered in full, with the partner that the caller still shares it with', () =>
    expect(toResource(customer, 'partner-1')).toStrictEqual(full));

  it('[C1] is answered with its registration number in the company profile, but not in lists', () => {
    const registered = { ...customer, organizationRegistrationNumber: '11.222.333/0001-81' };
    expect(toResource(registered, 'partner-1').companyProfile.organizationRegistrationNumber).toBe(
      '11.222.333/0001-81',
    );
    expect(toListItem(registered)).toStrictEqual(listed);
  });

  it('[C1] is answered with its credentials when it has just been created, and only while they may be told', () => {
    const credentials = { userName: 'admin', password: 'secret' };
    expect(toCreatedResource({ customer, credentials }, 'partner-1')).toStrictEqual({
      ...full,
      userCredentials: credentials,
    });
    expect(toCreatedResource({ customer }, 'partner-1')).toStrictEqual(full);
  });
});
