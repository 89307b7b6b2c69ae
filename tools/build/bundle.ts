// The second half of `npm run build`: makes each compiled program few files, which start in half the time.
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Transports and adapters that Nest would load if they were asked for. */
const NEVER_LOADED = [
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/platform-express',
  '@nestjs/websockets/*',
  '@nats-io/transport-node',
  'amqp-connection-manager',
  'ioredis',
  'mqtt',
];
/** Packages that have to be as they are: native code, what must run before all else, and what changes its own exports. */
const LEFT_AS_THEY_ARE = ['@node-rs/argon2', 'reflect-metadata', 'mongoose'];

const services = readdirSync('apps').map((app) => [app, `dist/apps/${app}/src/main.js`]);

const { metafile } = await build({
  entryPoints: Object.fromEntries([...services, ['provision', 'dist/apps/identity/src/provision.js']]),
  outdir: 'dist/services',
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Classes are told apart by their names, in logs and as tokens of injection.
  keepNames: true,
  sourcemap: true,
  external: [...NEVER_LOADED, ...LEFT_AS_THEY_ARE],
  // CommonJS packages in an ES module.
  banner: {
    js: [
      "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      'const __same = (target) => target;',
    ].join(' '),
  },
  metafile: true,
  logLevel: 'error',
});

// esbuild names each function whenever it is made, also those that are made for a request. Only classes need their names.
for (const file of Object.keys(metafile.outputs).filter((name) => name.endsWith('.js'))) {
  const code = await readFile(file, 'utf8');
  await writeFile(file, code.replaceAll('__name(', '__same(').replaceAll('__same(this,', '__name(this,'));
}
