import { agreementAccepted } from './agreements/agreement-accepted.v1.js';
import { agreementConfirmed } from './agreements/agreement-confirmed.v1.js';
import { partnerAgreementSigned } from './agreements/partner-agreement-signed.v1.js';
import { InvalidPayloadError, parsePayload } from './contract.js';
import { commandRejected } from './commands/command-rejected.v1.js';
import { customerCreated } from './customers/customer/customer-created.v1.js';
import { recordPurchase } from './customers/platforms/record-purchase.v1.js';
import { partnerOnboarded } from './enrollment/partner/partner-onboarded.v1.js';
import { id, type Sample } from './contract.doubles.js';
import { customerSamples, purchase } from './customers/customers.doubles.js';
import { identitySamples } from './identity/identity.doubles.js';

const samples: Sample[] = [
  ...customerSamples,
  ...identitySamples,
  {
    contract: commandRejected,
    type: 'io.twotier.command.rejected.v1',
    payload: {
      commandId: '1',
      commandSource: '/crm',
      commandType: 'io.twotier.thing.do.v1',
      partnerId: id(2),
      code: 20002,
      description: 'No.',
      parked: false,
      rejectedAt: '2026-03-01T08:00:00.000Z',
    },
    optional: ['commandType', 'partnerId'],
    wrong: [
      ['commandId', { commandId: 'x'.repeat(257) }],
      ['commandSource', { commandSource: 7 }],
      ['commandType', { commandType: 7 }],
      ['partnerId', { partnerId: 'x' }],
      ['code', { code: '7' }],
      ['description', { description: 'x'.repeat(1_001) }],
      ['parked', { parked: 'no' }],
      ['rejectedAt', { rejectedAt: 'yesterday' }],
    ],
  },
  {
    contract: agreementConfirmed,
    type: 'io.twotier.agreement.confirmed.v1',
    payload: {
      customerId: id(1),
      partnerId: id(2),
      templateId: id(3),
      agreementType: 'MicrosoftCustomerAgreement',
      method: 'attested',
      dateAgreed: '2026-03-01T00:00:00.000Z',
      confirmations: 1,
    },
    optional: [],
    wrong: [
      ['customerId', { customerId: 'x' }],
      ['partnerId', { partnerId: 'x' }],
      ['templateId', { templateId: 'x' }],
      ['method', { method: 'guessed' }],
      ['dateAgreed', { dateAgreed: '01.03.2026' }],
      ['confirmations', { confirmations: 0 }],
    ],
  },
  {
    contract: agreementAccepted,
    type: 'io.twotier.agreement.accepted.v1',
    payload: {
      customerId: id(1),
      templateId: id(3),
      agreementType: 'MicrosoftCustomerAgreement',
      acceptedAt: '2026-03-01T08:00:00.000Z',
    },
    optional: [],
    wrong: [
      ['customerId', { customerId: 'x' }],
      ['templateId', { templateId: 'x' }],
      ['agreementType', { agreementType: 'Lease' }],
      ['acceptedAt', { acceptedAt: 'yesterday' }],
    ],
  },
  {
    contract: partnerAgreementSigned,
    type: 'io.twotier.partner-agreement.signed.v1',
    payload: {
      partnerId: id(1),
      signedBy: id(2),
      signedAt: '2026-03-01T08:00:00.000Z',
      version: '1.0',
      region: 'europe',
      cloud: 'Global',
    },
    optional: [],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['signedBy', { signedBy: 'ana' }],
      ['signedAt', { signedAt: 'yesterday' }],
      ['version', { version: 'x'.repeat(21) }],
      ['region', { region: 7 }],
      ['cloud', { cloud: 'Mars' }],
    ],
  },
  {
    contract: partnerOnboarded,
    type: 'io.twotier.partner.onboarded.v1',
    payload: {
      partnerId: id(1),
      companyName: 'Northwind',
      partnerType: 'direct-bill',
      status: 'active',
      country: 'DE',
      cloud: 'Global',
      mpnId: '4847383',
    },
    optional: ['mpnId'],
    wrong: [
      ['partnerId', { partnerId: 'x' }],
      ['companyName', { companyName: 'x'.repeat(201) }],
      ['partnerType', { partnerType: 'advisor' }],
      ['status', { status: 'asleep' }],
      ['country', { country: 'Germany' }],
      ['cloud', { cloud: 'Mars' }],
      ['mpnId', { mpnId: 'MPN-1' }],
    ],
  },
];

/** Every way to leave one field out, by its path. */
function* omissions(value: object, path = ''): Generator<[path: string, without: object]> {
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    if (!Array.isArray(value)) yield [`${path}${name}`, rest];
    if (typeof item !== 'object' || item === null) continue;
    for (const [inner, changed] of omissions(item, `${path}${name}.`)) {
      const items: unknown = Array.isArray(value) ? [changed] : { ...value, [name]: changed };
      yield [inner, items as object];
    }
  }
}

/** Fields that the first events of a version did not have yet, and what they are read as. */
const readAs: Record<string, unknown> = {
  licenses: [],
  'io.twotier.agreement.confirmed.v1 agreementType': 'MicrosoftCustomerAgreement',
};

describe.each(samples)('$type', ({ contract, type, payload, optional, wrong }) => {
  const parsed = (json: unknown): unknown => JSON.parse(JSON.stringify(parsePayload(contract, json)));

  it('[events] is accepted, as an instance of its class, under its published name', () => {
    expect(contract.type).toBe(type);
    expect(parsePayload(contract, payload)).toBeInstanceOf(contract.payload);
    expect(parsed(payload)).toStrictEqual(payload);
  });

  it('[events] is read without the fields that a newer producer may have added', () =>
    expect(parsed({ ...payload, email: 'ana@contoso.com' })).toStrictEqual(payload));

  it.each([...omissions(payload)])('[events] may go without %s only where the contract says so', (path, without) => {
    const known = [path, `${type} ${path}`].find((name) => name in readAs);
    if (known) expect(parsed(without)).toStrictEqual({ ...without, [path]: readAs[known] });
    else if (optional.includes(path)) expect(parsed(without)).toStrictEqual(without);
    else expect(() => parsed(without)).toThrow(`${type}: ${path} is required.`);
  });

  it.each(wrong)('[events] is refused for a wrong %s: %j', (path, change) =>
    expect(() => parsed({ ...payload, ...change })).toThrow(
      new RegExp(`^${type}: ${path.replaceAll('.', '\\.')}(\\.\\d+)? (must|is)`),
    ),
  );

  it.each([[null], ['text'], [5], [undefined], [[payload]]])('[events] is refused when it is no object: %j', (json) =>
    expect(() => parsed(json)).toThrow(new InvalidPayloadError(`${type} expects a JSON object.`)),
  );
});

it('[events] a command is read without blanks around its texts, in NFC, and without empty ones', () => {
  const read = (change: object): unknown => JSON.parse(JSON.stringify(parsePayload(recordPurchase, change)));
  expect(read({ ...purchase, reference: ' Mu\u0308ller ' })).toEqual({ ...purchase, reference: 'Müller' });
  expect(read({ ...purchase, reference: ' ' })).not.toHaveProperty('reference');
});

it('[ruling 7] a refusal lists every fault and none of the values', () => {
  const secret = { ...samples[0]?.payload, customerId: 'top-secret', domain: 'hidden value' };
  expect(() => parsePayload(customerCreated, secret)).toThrow(
    /^io\.twotier\.customer\.created\.v1: customerId (?!.*(top-secret|hidden)).*\. domain /,
  );
});

it.each<[string, unknown]>([
  ['takes a property for a class', { constructor: 'x' }],
  ['goes deeper than the stack', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
])('[events] refuses what %s', (_, companyName) =>
  expect(() => parsePayload(customerCreated, { companyName })).toThrow(InvalidPayloadError),
);
