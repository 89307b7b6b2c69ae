import { defaultMetadataStorage as transformers } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Class<Described extends object = object> = new () => Described;
type Fields = Record<string, unknown>;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

interface Check {
  validate: (value: unknown, args: object) => unknown;
  constraints: unknown[];
  each: boolean;
}

interface Field {
  name: string;
  /** Of an object in it, or of those of its list. */
  type?: () => Class;
  transforms: ((of: { value: unknown; key: string; obj: object; type: 0; options: object }) => unknown)[];
  /** Where one of them says no, nothing is checked. */
  conditions: ((object: object, value: unknown) => boolean)[];
  checks: Check[];
}

/** What has to be done to read a class, from what its decorators say. */
interface Plan {
  description: Class;
  fields: Map<string, Field>;
}

const FROM_JSON = 0;
const DEEPEST = 10;
const NOT_KNOWN = Symbol('not known');
const options = { exposeUnsetFields: false };
const plans = new WeakMap<Class, Plan | 'none'>();

/**
 * Reads JSON into the class that describes it as class-transformer and class-validator do, in a tenth of the time. Undefined: it is not
 * right, or has anything that is not planned for, such as a field that the class does not have; those two have to read it then, and say what is wrong.
 */
export function readQuickly<Described extends object>(
  description: Class<Described>,
  json: object,
): Described | undefined {
  const plan = planOf(description);
  const read = plan && readBy(plan, json as Fields);
  return read === NOT_KNOWN ? undefined : (read as Described | undefined);
}

function planOf(description: Class): Plan | undefined {
  const known = plans.get(description);
  if (known) return known === 'none' ? undefined : known;
  const plan = newPlan(description);
  plans.set(description, plan ?? 'none');
  return plan;
}

/** Undefined for a class that uses more of the two packages than is known here. */
function newPlan(description: Class): Plan | undefined {
  const isExposedInPart =
    transformers.getStrategy(description) !== 'none' ||
    transformers.getExposedProperties(description, FROM_JSON).length > 0 ||
    transformers.getExcludedProperties(description, FROM_JSON).length > 0;
  if (isExposedInPart) return undefined;
  const rules = getMetadataStorage().getTargetValidationMetadatas(description, '', false, false);
  const fields = new Map<string, Field>();
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    const ofField = rules.filter(({ propertyName }) => propertyName === name);
    const field = fieldOf(description, name, ofField);
    if (!field) return undefined;
    fields.set(name, field);
  }
  const hasPlainDefaults = Object.entries(new description()).every(
    ([name, value]) => fields.has(name) && (value === undefined || isPlain(value) || isEmptyList(value)),
  );
  return fields.size > 0 && hasPlainDefaults ? { description, fields } : undefined;
}

function fieldOf(description: Class, name: string, rules: Rule[]): Field | undefined {
  const type = transformers.findTypeMetadata(description, name);
  const transforms = transformers.findTransformMetadatas(description, name, FROM_JSON);
  const isNested = rules.some((rule) => rule.type === ValidationTypes.NESTED_VALIDATION);
  const isKnown =
    !(name in (description.prototype as object)) &&
    rules.every(isKnownRule) &&
    transforms.every(
      ({ options: { groups, since, until } }) => !groups && since === undefined && until === undefined,
    ) &&
    isNested === (type !== undefined) &&
    !(type && (transforms.length > 0 || type.options?.discriminator || type.reflectedType === Map));
  if (!isKnown || (type && !type.typeFunction)) return undefined;
  return {
    name,
    ...(type?.typeFunction && { type: type.typeFunction }),
    transforms: transforms.map(({ transformFn }) => transformFn),
    conditions: rules
      .filter((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION)
      .map(({ constraints }) => constraints[0] as Field['conditions'][number]),
    checks: rules.filter((rule) => rule.type === ValidationTypes.CUSTOM_VALIDATION).flatMap(checksOf),
  };
}

function isKnownRule({ type, groups, always, validateIf, constraintCls }: Rule): boolean {
  if (groups?.length || always || validateIf) return false;
  if (type !== ValidationTypes.CUSTOM_VALIDATION) {
    return (
      [ValidationTypes.NESTED_VALIDATION, ValidationTypes.CONDITIONAL_VALIDATION, ValidationTypes.WHITELIST] as string[]
    ).includes(type);
  }
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .every((constraint) => !constraint.async);
}

function checksOf({ constraintCls, constraints, each }: Rule): Check[] {
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => ({
      validate: (value, args) => instance.validate(value, args as never),
      constraints: constraints as unknown[],
      each: Boolean(each),
    }));
}

function readBy(plan: Plan, json: Fields): Fields | typeof NOT_KNOWN {
  if (json.constructor !== Object) return NOT_KNOWN;
  const read = new plan.description() as Fields;
  for (const key of Object.keys(json)) {
    const field = plan.fields.get(key);
    if (!field) return NOT_KNOWN;
    let value = field.type ? nestedIn(field.type, json[key]) : copyOf(json[key]);
    if (value === NOT_KNOWN) return NOT_KNOWN;
    for (const transform of field.transforms) value = transform({ value, key, obj: json, type: FROM_JSON, options });
    if (value !== undefined) read[key] = value;
  }
  for (const field of plan.fields.values()) if (!isRight(read, field)) return NOT_KNOWN;
  return read;
}

/** An object or a list of them, read and right. */
function nestedIn(type: () => Class, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const plan = planOf(type());
  if (!plan || typeof value !== 'object') return NOT_KNOWN;
  if (!Array.isArray(value)) return readBy(plan, value as Fields);
  const items: unknown[] = [];
  for (const item of value as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return NOT_KNOWN;
    const read = readBy(plan, item as Fields);
    if (read === NOT_KNOWN) return NOT_KNOWN;
    items.push(read);
  }
  return items;
}

/** Of what no class describes. */
function copyOf(value: unknown, depth = 0): unknown {
  if (isPlain(value)) return value;
  if (value === undefined && depth === 0) return undefined;
  if (typeof value !== 'object' || depth > DEEPEST) return NOT_KNOWN;
  const isList = Array.isArray(value);
  if (!isList && (value as Fields).constructor !== Object) return NOT_KNOWN;
  const copy = (isList ? [] : {}) as Fields;
  for (const [key, item] of Object.entries(value as Fields)) {
    const copied = key === '__proto__' ? NOT_KNOWN : copyOf(item, depth + 1);
    if (copied === NOT_KNOWN) return NOT_KNOWN;
    copy[key] = copied;
  }
  return copy;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isRight(read: Fields, { name, type, conditions, checks }: Field): boolean {
  const value = read[name];
  for (const condition of conditions) if (!condition(read, value)) return true;
  if (type && value === null) return false;
  for (const check of checks) if (!passes(check, read, name, value)) return false;
  return true;
}

function passes({ validate, constraints, each }: Check, object: Fields, property: string, value: unknown): boolean {
  const args = { targetName: object.constructor.name, property, object, value, constraints };
  const values = each && Array.isArray(value) ? (value as unknown[]) : [value];
  return values.every((one) => validate(one, args) === true);
}
