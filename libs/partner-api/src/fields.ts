import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { getMetadataStorage, IsArray, IsObject, ValidateNested } from 'class-validator';

export type Class = new () => object;
const NESTED = Symbol('partner-api:nested');

/** What SDKs send along with every object, whatever is in it. */
export const ALWAYS_SENT = ['attributes', 'links'];

/** A field that holds an object of another DTO class; or a list of them, if its type is an array. */
export function Nested(type: () => Class): PropertyDecorator {
  return (target, property) => {
    const isList = Reflect.getMetadata('design:type', target, property) === Array;
    const validators = isList ? [IsArray(), ValidateNested({ each: true })] : [IsObject(), ValidateNested()];
    applyDecorators(...validators, Type(type))(target, property);
    const known = nestedOf(target.constructor as Class);
    Reflect.defineMetadata(NESTED, { ...known, [String(property)]: type }, target.constructor);
  };
}

/**
 * Renames the keys of a request to those that `dto` declares, whatever their casing (.NET sends PascalCase), and drops
 * what is not declared and what is absent for Partner Center: explicit nulls, empty texts, and objects of nothing else.
 */
export function foldKeys(dto: Class, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => foldKeys(dto, item));
  if (typeof value !== 'object' || value === null) return value;
  const { names, nested } = fieldsOf(dto);
  const folded: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = names.get(key.toLowerCase());
    if (name === undefined || isAbsent(item)) continue;
    const type = nested[name];
    folded[name] = type ? foldKeys(type(), item) : item;
  }
  return folded;
}

function isAbsent(item: unknown): boolean {
  if (item === null || item === undefined || item === '') return true;
  if (typeof item !== 'object' || Array.isArray(item)) return false;
  return Object.entries(item).every(([key, inner]) => ALWAYS_SENT.includes(key.toLowerCase()) || isAbsent(inner));
}

interface Fields {
  /** By their names in lower case. */
  names: Map<string, string>;
  nested: Record<string, () => Class>;
}

const known = new Map<Class, Fields>();

function fieldsOf(dto: Class): Fields {
  const found = known.get(dto);
  if (found) return found;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = new Map(metadata.map(({ propertyName }) => [propertyName.toLowerCase(), propertyName]));
  const fields = { names, nested: nestedOf(dto) };
  known.set(dto, fields);
  return fields;
}

/** The classes of the fields that hold objects. */
export function nestedOf(dto: Class): Record<string, () => Class> {
  return (Reflect.getMetadata(NESTED, dto) ?? {}) as Record<string, () => Class>;
}
