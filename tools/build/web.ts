// The last part of `npm run build`: the pages of the portal, by Vite. They are built where they have changed, and kept beside the packages,
// as the folder of the build is emptied when anything else has.
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { join } from 'node:path';
import { build } from 'vite';
import { fingerprintOf } from './fingerprint.ts';

const ROOT = join(import.meta.dirname, '../..');
const WEB = join(ROOT, 'apps/portal/web');
const BUILT = join(ROOT, 'dist/services/portal-web');
const KEPT = join(ROOT, 'node_modules/.cache/portal-web');
const STAMP = join(KEPT, '.built-from');
const SOURCES = ['apps/portal/web/**', 'tools/build/{fingerprint,web}.ts', 'package-lock.json'];
/** Smaller files gain nothing. */
const WORTH_COMPRESSING = 1_024;

const sources = fingerprintOf(ROOT, SOURCES);
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sources) {
  await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn' });
  for (const file of globSync('assets/*.{js,css,svg}', { cwd: BUILT })) compress(join(BUILT, file));
  rmSync(KEPT, { recursive: true, force: true });
  cpSync(BUILT, KEPT, { recursive: true });
  writeFileSync(STAMP, sources);
} else {
  rmSync(BUILT, { recursive: true, force: true });
  cpSync(KEPT, BUILT, { recursive: true });
}

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length < WORTH_COMPRESSING) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
}
