import { RequestPipe } from '#lib/partner-api';
import { droppedBy } from '#lib/partner-api/testing';
import { toSeen, type Attestation } from './agreement.js';
import { AgreementStatusQuery } from '../compliance/compliance.dto.js';
import { AcceptAgreementRequest } from '../my-agreement/accept-agreement.dto.js';
import { TemplateCatalogue } from '../template/template-catalogue.js';
import { AgreementTypeQuery, DocumentQuery } from '../template/template.dto.js';
import { AttestAgreementRequest, ContactDto, toAttestation, toResource } from './agreement.dto.js';

const customerTemplate = '117a77b0-9360-443b-8795-c6dedc750cf9';
const cloudTemplate = '998b88de-aa99-4388-a42c-1b3517d49490';
const userId = '0c3dbb4c-6fcb-4b8f-8d2b-4e3cbba0a9b1';
const pipe = new RequestPipe();
const catalogue = new TemplateCatalogue();
const read = (body: object): Omit<Attestation, 'id'> =>
  toAttestation(
    pipe.transform(body, { type: 'body', metatype: AttestAgreementRequest }) as AttestAgreementRequest,
    catalogue,
    { objectId: userId },
  );
const contact = { firstName: 'Tania', lastName: 'Carr', email: 's@example.com', phoneNumber: '1234567890' };
const body = { primaryContact: contact, dateAgreed: '2024-06-14T00:00:00.000Z', templateId: customerTemplate };
const attestation: Omit<Attestation, 'id'> = {
  primaryContact: contact,
  dateAgreed: new Date('2024-06-14T00:00:00Z'),
  templateId: customerTemplate,
  type: 'MicrosoftCustomerAgreement',
};

it.each([
  [
    'camelCase with attributes as Java sends it',
    { ...body, attributes: { objectType: 'Agreement' }, type: 'MicrosoftCustomerAgreement' },
  ],
  [
    'PascalCase with nulls as .NET sends it',
    {
      UserId: null,
      PrimaryContact: { FirstName: 'Tania', LastName: 'Carr', Email: 's@example.com', PhoneNumber: '1234567890' },
      TemplateId: customerTemplate.toUpperCase(),
      DateAgreed: '2024-06-14T00:00:00Z',
      Type: null,
      AgreementLink: null,
      Attributes: { ObjectType: 'Agreement' },
    },
  ],
])('[A3] reads an attestation from %s', (_, sent) => expect(read(sent)).toStrictEqual(attestation));

it('[A3] leaves a phone out that was sent as null', () =>
  expect(read({ ...body, primaryContact: { ...contact, phoneNumber: null } }).primaryContact).toStrictEqual({
    firstName: 'Tania',
    lastName: 'Carr',
    email: 's@example.com',
  }));

it.each([
  { userId: userId.toUpperCase(), agreementLink: 'https://aka.ms/customeragreement' },
  { UserId: '00000000-0000-0000-0000-000000000000', AgreementLink: '' },
])('[A3] takes who confirms, and where the template is, as they are: %p', (told) =>
  expect(read({ ...body, ...told })).toStrictEqual(attestation),
);

const documentedContact = ['firstName', 'lastName', 'email', 'phoneNumber'];
const documentedAgreement = ['userId', 'primaryContact', 'templateId', 'dateAgreed', 'type', 'agreementLink'];

it.each<[new () => object, string[]]>([
  [AttestAgreementRequest, documentedAgreement],
  [ContactDto, documentedContact],
  [AcceptAgreementRequest, [...documentedContact, ...documentedAgreement]],
  [AgreementTypeQuery, ['agreementType']],
  [DocumentQuery, ['language', 'country']],
  [AgreementStatusQuery, ['mpnId', 'tenantId']],
])('[A3] %p drops nothing that Partner Center documents', (dto, names) => expect(droppedBy(dto, names)).toEqual([]));

it('[A3] takes the type from the template', () =>
  expect(read({ ...body, templateId: cloudTemplate }).type).toBe('MicrosoftCloudAgreement'));

it.each([
  ['primaryContact', { ...body, primaryContact: null }],
  ['primaryContact', { ...body, primaryContact: 'Tania' }],
  ['primaryContact.firstName', { ...body, primaryContact: { ...contact, firstName: '' } }],
  ['primaryContact.firstName', { ...body, primaryContact: { ...contact, firstName: 'x'.repeat(51) } }],
  ['primaryContact.firstName', { ...body, primaryContact: { ...contact, firstName: ' \t ' } }],
  ['primaryContact.lastName', { ...body, primaryContact: { ...contact, lastName: null } }],
  ['primaryContact.lastName', { ...body, primaryContact: { ...contact, lastName: 'x'.repeat(51) } }],
  ['primaryContact.email', { ...body, primaryContact: { ...contact, email: 'tania' } }],
  ['primaryContact.phoneNumber', { ...body, primaryContact: { ...contact, phoneNumber: '1'.repeat(41) } }],
  ['dateAgreed', { ...body, dateAgreed: null }],
  ['dateAgreed', { ...body, dateAgreed: '14.06.2024' }],
  ['dateAgreed', { ...body, dateAgreed: '2024-02-30' }],
  ['dateAgreed', { ...body, dateAgreed: 1718323200000 }],
  ['templateId', { ...body, templateId: 'mca' }],
  ['templateId', { ...body, templateId: '00000000-9360-443b-8795-c6dedc750cf9' }],
  ['type', { ...body, type: 'MicrosoftAgreement' }],
  ['type', { ...body, type: 'MicrosoftCloudAgreement' }],
  ['userId', { ...body, userId: '1c3dbb4c-6fcb-4b8f-8d2b-4e3cbba0a9b1' }],
  ['agreementLink', { ...body, agreementLink: 'https://example.com/agreement' }],
])('[A3] names %s where it is at fault', (path, sent) =>
  expect(() => read(sent)).toThrow(
    expect.objectContaining({
      fault: { status: 400, code: 2000 },
      description: expect.stringMatching(`^(nested property )?${path.replaceAll('.', '\\.')} `) as string,
    }),
  ),
);

const confirmation = {
  ...attestation,
  id: 'confirmation-1',
  partnerId: 'partner-1',
  userId: 'user-1',
  confirmedAt: new Date(),
};

it('[A4] answers a confirmation with its user, its date in UTC and the link of its template', () => {
  expect(toResource(toSeen(confirmation, 'partner-1'), catalogue)).toStrictEqual({
    userId: 'user-1',
    primaryContact: contact,
    templateId: customerTemplate,
    type: 'MicrosoftCustomerAgreement',
    method: 'attested',
    dateAgreed: '2024-06-14T00:00:00.000Z',
    agreementLink: 'https://aka.ms/customeragreement',
  });
});

it('[A4] keeps the version that was confirmed when it is listed no more, and leaves its link out', () => {
  const templateId = '00000000-9360-443b-8795-c6dedc750cf9';
  const resource = toResource(toSeen({ ...confirmation, templateId }, 'partner-1'), catalogue);
  expect(resource.templateId).toBe(templateId);
  expect(resource).not.toHaveProperty('agreementLink');
});

it('[A3] takes a version that is not in force any more', () => {
  const next = { templateId: cloudTemplate.replace('998b88de', '00000000'), versionRank: 1 };
  const link = { agreementLink: 'https://example.com', agreementType: 'MicrosoftCustomerAgreement' as const };
  const request = pipe.transform(body, { type: 'body', metatype: AttestAgreementRequest }) as AttestAgreementRequest;
  const superseded = new TemplateCatalogue([{ ...next, ...link }]);
  expect(superseded.inForceOf('MicrosoftCustomerAgreement').templateId).toBe(next.templateId);
  expect(toAttestation(request, superseded, { objectId: userId }).templateId).toBe(customerTemplate);
});
