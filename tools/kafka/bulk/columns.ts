import { countryCodeFault } from '../../../libs/countries/src/country.ts';
import { InvalidMessageError, validated, type CreateCustomerV1 } from '../../../packages/events/src/index.ts';

/** The command that each line of an import becomes. */
export const CREATE_CUSTOMER = 'io.twotier.customer.create.v1';

/** What the customer is called in the system that the file comes from; it is only told again in the report. */
export const EXTERNAL_ID = 'externalId';

/** The columns of a CSV file, and where their values are in the command, and in an object of JSON lines. */
const PATHS = {
  domain: 'companyProfile.domain',
  companyName: 'billingProfile.companyName',
  email: 'billingProfile.email',
  culture: 'billingProfile.culture',
  language: 'billingProfile.language',
  contactFirstName: 'billingProfile.firstName',
  contactLastName: 'billingProfile.lastName',
  firstName: 'billingProfile.defaultAddress.firstName',
  middleName: 'billingProfile.defaultAddress.middleName',
  lastName: 'billingProfile.defaultAddress.lastName',
  addressLine1: 'billingProfile.defaultAddress.addressLine1',
  addressLine2: 'billingProfile.defaultAddress.addressLine2',
  city: 'billingProfile.defaultAddress.city',
  state: 'billingProfile.defaultAddress.state',
  region: 'billingProfile.defaultAddress.region',
  postalCode: 'billingProfile.defaultAddress.postalCode',
  country: 'billingProfile.defaultAddress.country',
  phoneNumber: 'billingProfile.defaultAddress.phoneNumber',
  organizationRegistrationNumber: 'companyProfile.organizationRegistrationNumber',
  associatedPartnerId: 'associatedPartnerId',
} as const;

/** All columns, in the order of the template and of exports. */
export const COLUMNS: readonly string[] = [EXTERNAL_ID, ...Object.keys(PATHS)];

/** Columns without which no line can be a customer. */
const REQUIRED = [
  'domain',
  'companyName',
  'email',
  'culture',
  'language',
  'firstName',
  'lastName',
  'addressLine1',
  'city',
  'country',
];

const NAMES = new Map<string, string>(Object.entries(PATHS).map(([name, path]) => [path, name]));

/** What the platform knows by more than a schema, and would refuse as unreadable. */
const FAULTS: Record<string, (text: string) => string | undefined> = {
  country: (text) => countryCodeFault(text.toUpperCase()),
  domain: (text) => (DOMAIN.test(text) ? undefined : 'must be a domain such as contoso.onmicrosoft.com'),
};
const DOMAIN = /^([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i;

/** Texts by the names of their columns; a column that is absent has no text. */
export type Row = Record<string, string>;

/** A line that cannot be sent. The message says all that is wrong, by the names of the columns. */
export class LineFault extends Error {}

/** One line of a file: what it says of a customer, or why it cannot be read. */
export type Line = {
  /** The number of its first line in the file, from 1. */
  number: number;
  bytes: number;
} & ({ row: Row } | { fault: LineFault });

/** Why a header cannot be that of an import; undefined if it can. */
export function headerFault(names: readonly string[]): string | undefined {
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  const faults = [
    ...(unknown.length > 0 ? [`not known: ${unknown.map((name) => JSON.stringify(name)).join(', ')}`] : []),
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(twice.length > 0 ? [`there twice: ${twice.join(', ')}`] : []),
  ];
  return faults.length > 0 ? `columns ${faults.join('; ')}. The columns are ${COLUMNS.join(', ')}.` : undefined;
}

/**
 * The payload of the command that a row becomes: the same for the same texts, in whatever order its columns are.
 * @throws LineFault
 */
export function payloadOf(row: Row): CreateCustomerV1 {
  const payload: Tree = { companyProfile: {}, billingProfile: { defaultAddress: {} } };
  for (const [name, path] of Object.entries(PATHS)) {
    const text = row[name]?.normalize('NFC').trim();
    if (text) put(payload, path.split('.'), formOf(name, text));
  }
  const faults = Object.entries(FAULTS).flatMap(([name, faultOf]) => {
    const text = row[name]?.trim();
    const fault = text && faultOf(text);
    return fault ? [`${name} ${fault}.`] : [];
  });
  if (JSON.stringify(row).includes('\ufffd')) faults.push('The line is not in UTF-8.');
  try {
    const valid = validated(CREATE_CUSTOMER, payload);
    if (faults.length === 0) return valid;
  } catch (error) {
    if (!(error instanceof InvalidMessageError)) throw error;
    faults.push(inColumns(error.message));
  }
  throw new LineFault(faults.join(' '));
}

/**
 * The row of an object that is written like the command.
 * @throws LineFault for what is no such object
 */
export function rowOf(value: unknown): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LineFault('The line is no object of JSON.');
  return Object.fromEntries(
    leavesOf(value as Tree, '').map(([path, leaf]) => {
      const name = path === EXTERNAL_ID ? path : NAMES.get(path);
      if (!name) throw new LineFault(`${path} is not known.`);
      if (typeof leaf !== 'string') throw new LineFault(`${path} must be a string.`);
      return [name, leaf];
    }),
  );
}

/** The object of JSON lines that a row becomes. */
export function objectOf(row: Row): object {
  const object: Tree = {};
  for (const name of COLUMNS) {
    const path = (PATHS as Record<string, string>)[name] ?? name;
    if (row[name]) put(object, path.split('.'), row[name]);
  }
  return object;
}

interface Tree {
  [name: string]: string | Tree;
}

function formOf(name: string, text: string): string {
  if (name === 'country') return text.toUpperCase();
  return name === 'domain' || name === 'associatedPartnerId' ? text.toLowerCase() : text;
}

function put(tree: Tree, [name = '', ...rest]: string[], text: string): void {
  if (rest.length === 0) tree[name] = text;
  else put((tree[name] ??= {}) as Tree, rest, text);
}

function leavesOf(tree: Tree, prefix: string): [string, unknown][] {
  return Object.entries(tree).flatMap(([name, value]): [string, unknown][] => {
    const path = `${prefix}${name}`;
    if (value === null) return [];
    return typeof value === 'object' && !Array.isArray(value) ? leavesOf(value, `${path}.`) : [[path, value]];
  });
}

/** What the schema says is wrong, in the words of the file. */
function inColumns(message: string): string {
  return message
    .replace(/^\S+: /, '')
    .replace(/(\S+) must have required property '(\w+)'/g, (_, parent: string, name: string) => {
      const path = `${parent}.${name}`;
      return `${NAMES.get(path) ?? path} is required`;
    })
    .replace(/[\w.]+(?= must )/g, (path) => NAMES.get(path) ?? path);
}
