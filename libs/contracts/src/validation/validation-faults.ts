import { getMetadataStorage, type ValidationError } from 'class-validator';

type Words = (...constraints: never[]) => string;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const aText = (): string => 'must be a string';
const aList = (): string => 'must be a list';
const date = (): string => 'must be an ISO 8601 date or time';

/** What is of another type is told first, then what has another form, then what is too long, too short, too many or too few. */
const types: Record<string, Words> = {
  isString: aText,
  isInt: () => 'must be a whole number',
  isNumber: () => 'must be a number',
  isBoolean: () => 'must be true or false',
  isArray: aList,
  isObject: () => 'must be an object',
  nestedValidation: () => 'must be an object',
};
const forms: Record<string, Words> = {
  isUuid: () => 'must be a GUID',
  isEmail: () => 'must be an e-mail address',
  isFqdn: () => 'must be a domain name such as contoso.com',
  isUrl: () => 'must be a URL',
  isIn: (values: unknown[]) => `must be ${oneOf(values)}`,
  equals: (value: unknown) => `must be ${String(value)}`,
  isEmpty: () => 'must be absent',
  isDateString: date,
  isNumberString: () => 'must have digits only',
  isBooleanString: () => 'must be true or false',
  isISO4217CurrencyCode: () => 'must be the code of a currency such as EUR',
};
const sizes: Record<string, Words> = {
  isLength: (min: number, max: number) => `must have ${min} to ${max} characters`,
  minLength: (min: number) => `must have at least ${min} characters`,
  maxLength: (max: number) => `must have at most ${max} characters`,
  min: (min: number) => `must be at least ${min}`,
  max: (max: number) => `must be at most ${max}`,
  arrayNotEmpty: () => 'must have at least one item',
  arrayMinSize: (min: number) => `must have at least ${min} ${min === 1 ? 'item' : 'items'}`,
  arrayMaxSize: (max: number) => `must have at most ${max} ${max === 1 ? 'item' : 'items'}`,
  arrayUnique: () => 'must not have an item twice',
};
/** Rules whose values are texts, so that a value of another type is told as that. */
const ofTexts = [
  'isUuid',
  'isEmail',
  'isFqdn',
  'isUrl',
  'isDateString',
  'isNumberString',
  'isBooleanString',
  'isISO4217CurrencyCode',
  'matches',
  'isLength',
  'minLength',
  'maxLength',
];
const ranks = [types, forms, sizes];

/** The rules that there are words for; any other needs a message of its own. */
export const rulesWithWords: readonly string[] = ranks.flatMap((words) => Object.keys(words));

/**
 * What is wrong with a request or a message, one sentence for each field: the first thing that is wrong with it and what
 * would be right. A rule with a message of its own says it itself, as what follows the path to its field.
 */
export function validationFaults(found: ValidationError[], path = ''): string[] {
  return found.flatMap((error) => {
    const inner = validationFaults(error.children ?? [], `${path}${error.property}.`);
    if (!error.constraints) return inner;
    const own = `${path}${firstFault(error, error.constraints)}.`;
    // What is in an object where a list belongs is no item of it.
    return 'isArray' in error.constraints ? [own] : [own, ...inner];
  });
}

function firstFault({ target, property, value }: ValidationError, constraints: Record<string, string>): string {
  const names = Object.keys(constraints).sort((one, other) => rankOf(one) - rankOf(other));
  const [name = ''] = names;
  const rule = rulesOf(target).find((known) => known.propertyName === property && known.name === name);
  if (value === undefined || value === null) {
    return rule?.message ? (constraints[name] ?? '') : `${property} is required`;
  }
  const at = rule?.each ? indexOfFault(rule, value) : undefined;
  if ((rule?.each || name.startsWith('array')) && !Array.isArray(value)) return `${property} ${aList()}`;
  const item: unknown = at === undefined ? value : (value as unknown[])[at];
  const field = at === undefined ? property : `${property}.${at}`;
  if (typeof item !== 'string' && names.some((each) => ofTexts.includes(each))) return `${field} ${aText()}`;
  if (rule?.message) return constraints[name] ?? '';
  const words = ranks.map((rank) => rank[name]).find(Boolean) as ((...given: unknown[]) => string) | undefined;
  return words ? `${field} ${words(...((rule?.constraints ?? []) as unknown[]))}` : (constraints[name] ?? '');
}

function rankOf(name: string): number {
  const rank = ranks.findIndex((words) => name in words);
  return rank < 0 ? ranks.indexOf(forms) : rank;
}

function rulesOf(target: object | undefined): Rule[] {
  return target ? getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false) : [];
}

/** Which item of a list breaks the rule first; undefined if it is no list. */
function indexOfFault(rule: Rule, value: unknown): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const [check] = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  const { propertyName: property, constraints } = rule;
  const args = { property, constraints, value, object: {}, targetName: '' };
  return value.findIndex((item) => check?.instance.validate(item, args) !== true);
}

function oneOf(values: unknown[]): string {
  const names = values.map(String);
  return names.length > 1 ? `one of ${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join();
}
