import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Options, transformSync, version } from '@swc/core';
import { ROOT } from '../../stack/checkout.mjs';

const GLOBALS = new URL('./globals.ts', import.meta.url).href;
const CACHE = join(ROOT, 'node_modules', '.cache', 'tests');

/** As tsconfig.json has it: decorators tell Nest and class-validator the types of what they decorate. */
export const TYPESCRIPT: Options = {
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
const OPTIONS: Options = { ...TYPESCRIPT, swcrc: false, sourceMaps: 'inline' };
const KEY = `${version} ${JSON.stringify(OPTIONS)}`;

/** From here on Node imports the TypeScript of this repository, which it could not run by itself because of decorators. */
export function transpileTypeScript(): void {
  mkdirSync(CACHE, { recursive: true });
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return next(GLOBALS, context);
      const source = specifier.startsWith('.') && specifier.replace(/\.js$/, '.ts');
      if (!source || source === specifier || !isOurs(context.parentURL)) return next(specifier, context);
      return existsSync(new URL(source, context.parentURL)) ? next(source, context) : next(specifier, context);
    },
    load(url, context, next) {
      if (!isOurs(url) || !/\.ts(\?.*)?$/.test(url)) return next(url, context);
      return { format: 'module', source: transpiled(fileURLToPath(url)), shortCircuit: true };
    },
  });
}

function isOurs(url: string | undefined): boolean {
  return url !== undefined && url.startsWith('file:') && !url.includes('/node_modules/');
}

function transpiled(file: string): string {
  const source = readFileSync(file, 'utf8');
  const cached = join(CACHE, createHash('sha256').update(KEY).update(file).update(source).digest('hex'));
  if (existsSync(cached)) return readFileSync(cached, 'utf8');
  const { code } = transformSync(source, { ...OPTIONS, filename: file, sourceFileName: file });
  // Other workers read it at the same time.
  writeFileSync(`${cached}.${process.pid}`, code);
  renameSync(`${cached}.${process.pid}`, cached);
  return code;
}
