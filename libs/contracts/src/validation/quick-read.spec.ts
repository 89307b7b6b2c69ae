import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Exclude, plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { readQuickly } from './quick-read.js';

type Class = new () => object;
type Path = (string | number)[];

const here = join(process.cwd(), 'libs', 'contracts');

function read<Module>(file: string): Promise<Module> {
  return import(pathToFileURL(join(here, 'src', file)).href) as Promise<Module>;
}

/** Each contract's class, with a payload of it. */
async function samples(): Promise<[type: string, description: Class, sample: object][]> {
  const files = readdirSync(join(here, 'src'), { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(files.filter((file) => /\.v\d+\.ts$/.test(file)).map((file) => read<object>(file)));
  const contracts = modules
    .flatMap((module) => Object.values(module) as { type: string; payload?: Class }[])
    .filter(({ payload }) => payload !== undefined);
  return contracts.flatMap(({ type, payload = Object }) => {
    const file = join(here, 'samples', `${type.replace('io.twotier.', '')}.json`);
    const known = JSON.parse(readFileSync(file, 'utf8')) as object[];
    return known.map((sample): [string, Class, object] => [type, payload, sample]);
  });
}

/** As it is read otherwise; undefined where that refuses it. */
function readThoroughly(description: Class, json: object): object | undefined {
  try {
    const value = plainToInstance(description, json, { exposeUnsetFields: false });
    return validateSync(value, { whitelist: true, forbidUnknownValues: true }).length > 0 ? undefined : value;
  } catch {
    return undefined;
  }
}

function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, item]) => pathsIn(item).map((path) => [key, ...path]))];
}

function changed(value: unknown, [key, ...rest]: Path, change: unknown): unknown {
  if (key === undefined) return change;
  const copy = structuredClone(value) as Record<string, unknown>;
  if (rest.length === 0 && change === undefined) delete copy[key];
  else copy[key] = changed(copy[key], rest, change);
  return copy;
}

const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 'x', 0, -1, 1.5, 7, true, [], {}, [null], [{}], [[]], ['x', 1]),
  fc.constantFrom('2026-03-01', 'contoso.com', 'DE', ' de ', '0a1b2c3d-0000-4000-8000-000000000001', 'x'.repeat(300)),
  fc.constantFrom<object>({ constructor: 1 }, { then: 1 }, JSON.parse('{"__proto__":{"a":1}}'), {
    a: { b: [1, { c: null }] },
  }),
  fc.jsonValue(),
);

const all = await samples();

it.each(all)('[events] a payload of %s is read quickly', (_, description, sample) => {
  const quickly = readQuickly(description, sample);
  expect(quickly).toStrictEqual(readThoroughly(description, sample));
  expect(JSON.stringify(quickly)).toBe(JSON.stringify(readThoroughly(description, sample)));
});

it('[events] what is read quickly is read thoroughly in the same way, whatever is changed in it', () => {
  let right = 0;
  const changes = fc
    .constantFrom(...all)
    .chain(([, description, sample]) =>
      fc.tuple(
        fc.constant({ description, sample }),
        fc.array(fc.tuple(fc.constantFrom(...pathsIn(sample)), fc.boolean(), anything), { minLength: 1, maxLength: 2 }),
      ),
    );
  fc.assert(
    fc.property(changes, ([{ description, sample }, several]) => {
      const made = several.reduce<unknown>((value, [path, isAdded, change]) => {
        const there = isAdded ? [...path, 'companyName'] : path;
        try {
          return changed(value, there, change);
        } catch {
          return value;
        }
      }, sample);
      const json: unknown = JSON.parse(JSON.stringify(made) ?? 'null');
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return;
      const quickly = readQuickly(description, json);
      if (!quickly) return;
      right++;
      expect(quickly).toStrictEqual(readThoroughly(description, json));
    }),
    { numRuns: 2_000 },
  );
  expect(right).toBeGreaterThan(100);
});

class Inner {
  @IsInt() number: number;
}
class Known {
  @IsOptional() @IsString() text?: string;
  @ValidateIf(({ text }: Known) => text !== undefined) @IsInt() number?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Inner) inner?: Inner[];
  @IsOptional() @IsObject() anything?: object;
}
class Excluding {
  @IsOptional() @IsString() @Exclude() text?: string;
}
class Unchecked {
  @IsOptional() @IsObject() @Type(() => Inner) inner?: Inner;
}
class Grouped {
  @IsOptional() @IsString({ groups: ['some'] }) text?: string;
}
class Since {
  @IsOptional() @IsString() @Transform(({ value }: { value: string }) => value, { since: 2 }) text?: string;
}
class Defaulted {
  @IsOptional() @IsArray() list = [1];
}

it.each<[string, Class, object, boolean]>([
  ['nothing', Known, {}, true],
  ['a null that may be absent', Known, { inner: null }, true],
  ['what has a condition', Known, { text: 'x', number: 1 }, true],
  ['what breaks a condition', Known, { text: 'x' }, false],
  ['objects', Known, { inner: [{ number: 1 }], anything: { a: [{ b: null }] } }, true],
  ['a wrong object', Known, { inner: [{ number: 'x' }] }, false],
  ['no object', Known, { inner: [null] }, false],
  ['an unknown field', Known, { other: 1 }, false],
  ['what is no JSON', Known, { anything: { at: new Date() } }, false],
  ['what is too deep', Known, { anything: JSON.parse(`${'{"a":'.repeat(12)}1${'}'.repeat(12)}`) as object }, false],
  ['a class that leaves a field out', Excluding, {}, false],
  ['an object that nobody checks', Unchecked, {}, false],
  ['rules of a group', Grouped, {}, false],
  ['another version', Since, {}, false],
  ['a list as a default', Defaulted, {}, false],
])('[platform] %s is read quickly only where that is known to be right', (_, description, json, isKnown) => {
  const quickly = readQuickly(description, json);
  expect(quickly !== undefined).toBe(isKnown);
  if (isKnown) expect(quickly).toStrictEqual(readThoroughly(description, json));
});
