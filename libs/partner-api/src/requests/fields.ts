import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { getMetadataStorage, IsArray, IsObject, ValidateNested, ValidationTypes } from 'class-validator';

export type Class = new () => object;
const NESTED = Symbol('partner-api:nested');

/** What SDKs send along with every object, whatever is in it. */
export const ALWAYS_SENT = ['attributes', 'links'];

/** What .NET sends for a date that nobody has set. */
const UNSET_DATE = /^0001-01-01(T00:00:00(\.0+)?(Z|[+-]\d{2}:\d{2})?)?$|^0?1\/0?1\/0001( 00:00:00)?$/i;

/** A field that holds an object of another DTO class; or a list of them, if its type is an array. */
export function Nested(type: () => Class): PropertyDecorator {
  return (target, property) => {
    const isList = isListIn(target.constructor as Class, String(property));
    const validators = isList ? [IsArray(), ValidateNested({ each: true })] : [IsObject(), ValidateNested()];
    applyDecorators(...validators, Type(type))(target, property);
    const known = nestedOf(target.constructor as Class);
    Reflect.defineMetadata(NESTED, { ...known, [String(property)]: type }, target.constructor);
  };
}

/**
 * Renames the keys of a request to those that `dto` declares, whatever their casing (.NET sends PascalCase), and drops
 * what is not declared and what is absent for Partner Center: explicit nulls, empty texts, dates that nobody has set, and
 * optional objects of nothing else.
 */
export function foldKeys(dto: Class, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => foldKeys(dto, item));
  if (typeof value !== 'object' || value === null) return value;
  const { names, nested, optional } = fieldsOf(dto);
  const folded: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = names.get(key.toLowerCase());
    if (name === undefined || isEmpty(item)) continue;
    const type = nested[name];
    // Of an object that is required, its own fields tell what is missing; where a list or no object belongs, it is a mistake.
    if (type && optional.has(name) && !isListIn(dto, name) && isAbsent(item, type())) continue;
    folded[name] = type ? foldKeys(type(), item) : item;
  }
  return folded;
}

export function isUnsetDate(value: unknown): boolean {
  return typeof value === 'string' && UNSET_DATE.test(value);
}

function isEmpty(item: unknown): boolean {
  return item === null || item === undefined || item === '' || isUnsetDate(item);
}

/** An object in a field that is none of `dto`'s objects says something: it is a mistake. */
function isAbsent(item: unknown, dto?: Class): boolean {
  if (isEmpty(item)) return true;
  if (typeof item !== 'object' || Array.isArray(item)) return false;
  const { names, nested } = dto ? fieldsOf(dto) : undeclared;
  return Object.entries(item as object).every(([key, inner]) => {
    const name = names.get(key.toLowerCase());
    if (name !== undefined) {
      const type = dto && !isListIn(dto, name) ? nested[name] : undefined;
      return type ? isAbsent(inner, type()) : isEmpty(inner);
    }
    return ALWAYS_SENT.includes(key.toLowerCase()) || isAbsent(inner);
  });
}

function isListIn(dto: Class, name: string): boolean {
  return Reflect.getMetadata('design:type', dto.prototype as object, name) === Array;
}

interface Fields {
  /** By their names in lower case. */
  names: Map<string, string>;
  nested: Record<string, () => Class>;
  optional: Set<string>;
}

const known = new Map<Class, Fields>();
const undeclared: Fields = { names: new Map(), nested: {}, optional: new Set() };

function fieldsOf(dto: Class): Fields {
  const found = known.get(dto);
  if (found) return found;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = new Map(metadata.map(({ propertyName }) => [propertyName.toLowerCase(), propertyName]));
  const optional = metadata.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION);
  const fields = { names, nested: nestedOf(dto), optional: new Set(optional.map(({ propertyName }) => propertyName)) };
  known.set(dto, fields);
  return fields;
}

/** The classes of the fields that hold objects. */
export function nestedOf(dto: Class): Record<string, () => Class> {
  return (Reflect.getMetadata(NESTED, dto) ?? {}) as Record<string, () => Class>;
}
