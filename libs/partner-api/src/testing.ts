import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, isEmail, isURL, ValidationTypes } from 'class-validator';
import { foldKeys, type Class } from './requests/fields.js';
import { refusalsOf } from './requests/not-supported.js';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/**
 * Which of these documented properties, or parameters, a request class drops in silence: those that are neither read, nor named
 * by a refusal. For tests that show that a class knows all that Partner Center documents.
 */
export function droppedBy(dto: Class, names: string[]): string[] {
  return names.filter((name) => {
    const request = { [name]: 'x' };
    return !Object.hasOwn(foldKeys(dto, request) as object, name) && refusalsOf(dto, request).length === 0;
  });
}

/** A field of a request or of a command: whether it has to be there, and what it has to be. */
interface Described {
  required: boolean;
  rules: string[];
}

/** What says only that there is a field, an object or a list, which its own fields say as well. */
const STRUCTURE = ['isDefined', 'isObject', 'isArray'];

/** What these validators write into the options that they were given, when they read a text for the first time. */
const DEFAULTS: Record<string, object> = { isEmail: completedBy(isEmail), isUrl: completedBy(isURL) };

/**
 * How the payload of a command differs from the request of the same use case, field by field; empty where it does not. For tests that
 * name what may differ, so that neither is changed without the other.
 */
export function differencesBetween(payload: Class, request: Class): string[] {
  const [own, other] = [fieldsIn(payload), fieldsIn(request)];
  return [...new Set([...own.keys(), ...other.keys()])].sort().flatMap((field) => {
    const [one, two] = [own.get(field), other.get(field)];
    const isAlone = (fields: Map<string, Described>): boolean => !fields.has(field.slice(0, field.lastIndexOf('.')));
    // Of an object that one of them lacks, the object itself is told.
    if (!one) return field.includes('.') && isAlone(own) ? [] : [`${field}: in the request alone`];
    if (!two) return field.includes('.') && isAlone(other) ? [] : [`${field}: in the command alone`];
    const said = [one, two].map(({ required, rules }) => [required ? 'required' : 'optional', ...rules].join(' '));
    return said[0] === said[1] ? [] : [`${field}: ${said.join(' | ')}`];
  });
}

/** By their paths, such as `lineItems.quantity`. */
function fieldsIn(type: Class, path = ''): Map<string, Described> {
  // What is taken as it was answered, see `AsAnswered`, is nothing that a client says.
  const rules = getMetadataStorage()
    .getTargetValidationMetadatas(type, '', false, false)
    .filter((rule) => rule.type !== ValidationTypes.WHITELIST);
  const fields = new Map<string, Described>();
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const kinds = own.map(({ type, name }) => (type === ValidationTypes.CUSTOM_VALIDATION ? (name ?? type) : type));
    fields.set(path + name, {
      required: !kinds.includes(ValidationTypes.CONDITIONAL_VALIDATION),
      rules: [...new Set(own.flatMap(ruleText))].sort(),
    });
    const inner = kinds.includes(ValidationTypes.NESTED_VALIDATION) ? nestedIn(type, name, kinds) : undefined;
    if (inner) for (const [inside, field] of fieldsIn(inner, `${path}${name}.`)) fields.set(inside, field);
  }
  return fields;
}

/** The class of a field that holds an object, or a list of them. */
function nestedIn(type: Class, name: string, kinds: string[]): Class {
  const read = plainToInstance(type, { [name]: kinds.includes('isArray') ? [{}] : {} }) as Record<string, unknown>;
  return ([read[name]].flat()[0] as object).constructor as Class;
}

function ruleText({ name, type, constraints, context, each }: Rule): string[] {
  if (type !== ValidationTypes.CUSTOM_VALIDATION || STRUCTURE.includes(name ?? '')) return [];
  const limits = constraints ?? [(context as { schema?: object } | undefined)?.schema];
  const defaults = Object.entries(DEFAULTS[name ?? ''] ?? {}).map(valueText);
  const told = limits.map((limit: unknown) =>
    defaults.length > 0 && limit
      ? Object.fromEntries(Object.entries(limit).filter((option) => !defaults.includes(valueText(option))))
      : limit,
  );
  return [`${each ? 'each ' : ''}${name}(${told.map(valueText).join(', ')})`];
}

function completedBy(validator: (text: string, options: object) => boolean): object {
  const options = {};
  validator('x', options);
  return options;
}

function valueText(value: unknown): string {
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? '').replaceAll('"', '');
}
