// The last part of `npm run build`: the pages of the portal, by Vite. They are built where they have changed, and kept beside the packages,
// as the folder of the build is emptied when anything else has.
import { cpSync, existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { join } from 'node:path';
import { build } from 'vite';
import { fingerprintOf } from './fingerprint.ts';
import { firstLoads, type BuiltFile } from './first-load.ts';

const ROOT = join(import.meta.dirname, '../..');
const WEB = join(ROOT, 'apps/portal/web');
const BUILT = join(ROOT, 'dist/services/portal-web');
const KEPT = join(ROOT, 'node_modules/.cache/portal-web');
const STAMP = join(KEPT, '.built-from');
const SOURCES = ['apps/portal/web/**', 'tools/build/{fingerprint,first-load,web}.ts', 'package-lock.json'];
/** Smaller files gain nothing. */
const WORTH_COMPRESSING = 256;
/** Bytes that a browser loads at most until it shows a page for the first time, as they are sent. */
const FIRST_LOAD_LIMIT = 212_000;

const sources = fingerprintOf(ROOT, SOURCES);
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sources) {
  const { output } = (await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn' })) as {
    output: BuiltFile[];
  };
  for (const file of globSync('assets/*.{js,css,svg}', { cwd: BUILT })) compress(join(BUILT, file));
  refuseHeavyPages(output);
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

/** What is only needed when somebody clicks should be loaded then: see `useLater`, and React's `lazy`. */
function refuseHeavyPages(output: BuiltFile[]): void {
  const heavy = firstLoads(output, sizeAsSent).filter(({ bytes }) => bytes > FIRST_LOAD_LIMIT);
  if (heavy.length === 0) return;
  const pages = heavy.map(({ page, bytes }) => `${page}: ${bytes}`).join(', ');
  throw new Error(`The first load of a page has a limit of ${FIRST_LOAD_LIMIT} bytes. Beyond it are ${pages}.`);
}

function sizeAsSent(fileName: string): number {
  const [compressed, plain] = [join(BUILT, `${fileName}.br`), join(BUILT, fileName)];
  return statSync(existsSync(compressed) ? compressed : plain).size;
}
