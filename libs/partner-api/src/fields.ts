import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { getMetadataStorage, IsObject, ValidateNested } from 'class-validator';

export type Class = new () => object;
const NESTED = Symbol('partner-api:nested');

/** A field that holds an object of another DTO class; or a list of them, if its type is an array. */
export function Nested(type: () => Class): PropertyDecorator {
  return (target, property) => {
    const isList = Reflect.getMetadata('design:type', target, property) === Array;
    const validators = isList ? [ValidateNested({ each: true })] : [IsObject(), ValidateNested()];
    applyDecorators(...validators, Type(type))(target, property);
    const known = nestedOf(target.constructor as Class);
    Reflect.defineMetadata(NESTED, { ...known, [String(property)]: type }, target.constructor);
  };
}

/**
 * Renames the keys of a request to those that `dto` declares, whatever their casing (.NET sends PascalCase), and drops
 * explicit nulls and what is not declared: for Partner Center both are the same as absent.
 */
export function foldKeys(dto: Class, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => foldKeys(dto, item));
  if (typeof value !== 'object' || value === null) return value;
  const declared = new Map(declaredFields(dto).map((name) => [name.toLowerCase(), name]));
  const nested = nestedOf(dto);
  const folded: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = declared.get(key.toLowerCase());
    if (name === undefined || item === null || item === undefined) continue;
    const type = nested[name];
    folded[name] = type ? foldKeys(type(), item) : item;
  }
  return folded;
}

function declaredFields(dto: Class): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

/** The classes of the fields that hold objects. */
export function nestedOf(dto: Class): Record<string, () => Class> {
  return (Reflect.getMetadata(NESTED, dto) ?? {}) as Record<string, () => Class>;
}
