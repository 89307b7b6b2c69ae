import { RequestPipe } from '#lib/partner-api';
import { droppedBy } from '#lib/partner-api/testing';
import {
  CompanyAddressDto,
  LegalProfileDto,
  PrimaryContactDto,
  SupportContactDto,
  toPrimaryContact,
} from '../company/company.dto.js';
import { AssociateMpnRequest } from '../enrollment/enrollment.dto.js';
import { DirectoryProfileRequest } from './directory-profile.dto.js';
import {
  BillingProfileRequest,
  LegalBusinessProfileQuery,
  LegalBusinessProfileRequest,
  MpnProfileQuery,
  MpnProfileRequest,
  OrganizationProfileRequest,
  SupportProfileRequest,
} from './profile.dto.js';
import { toBilling, toLegalChange } from './profile.mapping.js';

const read = (body: object): LegalBusinessProfileRequest =>
  new RequestPipe().transform(body, {
    type: 'body',
    metatype: LegalBusinessProfileRequest,
  }) as LegalBusinessProfileRequest;

const legal = {
  companyName: 'Alder Resale',
  address: { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' },
};
const nothing = { Country: null, City: null, AddressLine1: null, Attributes: { ObjectType: 'Address' } };
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@alder.example' };

const documented = {
  address: [
    'country',
    'region',
    'city',
    'state',
    'addressLine1',
    'addressLine2',
    'postalCode',
    'firstName',
    'middleName',
    'lastName',
    'phoneNumber',
  ],
  contact: ['firstName', 'lastName', 'email', 'phoneNumber'],
  legal: [
    'companyName',
    'address',
    'primaryContact',
    'companyApproverAddress',
    'companyApproverEmail',
    'vettingStatus',
    'vettingSubStatus',
  ],
  organization: ['id', 'companyName', 'defaultAddress', 'tenantId', 'domain', 'email', 'language', 'culture'],
  billing: [
    'companyName',
    'address',
    'primaryContact',
    'purchaseOrderNumber',
    'taxId',
    'billingCurrency',
    'billingDay',
  ],
  support: ['email', 'telephone', 'website'],
  mpn: ['mpnId', 'partnerName'],
};

it.each<[new () => object, string[]]>([
  [CompanyAddressDto, documented.address],
  [LegalBusinessProfileRequest, [...documented.legal, 'profileType']],
  [LegalBusinessProfileQuery, ['vettingVersion']],
  [OrganizationProfileRequest, [...documented.organization, 'profileType']],
  [BillingProfileRequest, [...documented.billing, 'profileType']],
  [SupportProfileRequest, [...documented.support, 'profileType']],
  [MpnProfileRequest, [...documented.mpn, 'profileType']],
  [MpnProfileQuery, ['mpnId']],
  [DirectoryProfileRequest, ['profileType']],
  [LegalProfileDto, documented.legal],
  [PrimaryContactDto, documented.contact],
  [SupportContactDto, documented.support],
  [AssociateMpnRequest, documented.mpn],
])('[E10] %p drops nothing that Partner Center documents', (dto, names) => expect(droppedBy(dto, names)).toEqual([]));

it("[E10] an approver's address of nothing but nulls, as .NET's SDK sends it, is absent", () => {
  const change = toLegalChange(read({ ...legal, CompanyApproverAddress: nothing, CompanyApproverEmail: '' }), 'US');
  expect(change).toEqual({ profile: legal });
});

it.each([
  [0, {}],
  [28, { day: 28 }],
])('[E10] the billing day %i, of which 0 is what SDKs hold before anybody sets it', (billingDay, billing) => {
  const request = new RequestPipe().transform({ billingDay }, { type: 'body', metatype: BillingProfileRequest });
  expect(toBilling(request as BillingProfileRequest, 'US')).toEqual(billing);
});

it('[E10] an address that lacks something says what', () =>
  expect(() => read({ ...legal, companyApproverAddress: { city: 'Seattle' } })).toThrow(
    'companyApproverAddress.addressLine1 is required. companyApproverAddress.country is required.',
  ));

it.each([
  ['+1 425 555 0100', 'DE'],
  ['+81 3-1234-5678', 'US'],
  ['089 1234567', 'DE'],
  ['(425) 555-0100', 'US'],
])('[E2] a contact has the phone number %s in %s', (phoneNumber, country) =>
  expect(toPrimaryContact({ ...contact, phoneNumber }, country)).toEqual({ ...contact, phoneNumber }),
);

it.each([
  ['089 1234567', 'US'],
  ['+999 1234567', 'US'],
  ['ask Ana', 'DE'],
])('[E2] a contact has no phone number %s in %s', (phoneNumber, country) =>
  expect(() => toPrimaryContact({ ...contact, phoneNumber }, country)).toThrow(
    `phoneNumber must be a phone number, in international form such as +1 425 555 0100, or as it is dialled in ${country}.`,
  ),
);
