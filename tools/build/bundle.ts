// The second half of `npm run build`: makes each compiled program few files, which start in half the time.
import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import mongoose from 'mongoose';

/** Transports and adapters that Nest would load if they were asked for. */
const NEVER_LOADED = [
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/platform-express',
  '@nestjs/websockets/*',
  '@nats-io/transport-node',
  'amqp-connection-manager',
  'class-transformer/storage',
  'ioredis',
  'mqtt',
];
/** Packages that have to be as they are: native code, what must run before all else, and files that are sent. */
const LEFT_AS_THEY_ARE = ['@node-rs/argon2', 'reflect-metadata', 'swagger-ui-dist'];
/** What the database's driver loads where it is installed. */
const OPTIONS_OF_THE_DRIVER = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'aws4',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
];
const MONGOOSE = 'mongoose.cjs';

interface Manifest {
  optionalDependencies?: Record<string, string>;
}

const services = readdirSync('apps').map((app) => [app, `dist/apps/${app}/src/main.js`]);

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Classes are told apart by their names, in logs and as tokens of injection.
  keepNames: true,
  logLevel: 'error',
};

/** Mongoose changes its own exports, which an ES module inside a bundle forbids: it is one CommonJS file beside the bundles. */
const mongooseInOneFile: Plugin = {
  name: 'mongoose in one file',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^mongoose$/ }, () => ({ path: 'mongoose', namespace: 'one-file' }));
    onResolve({ filter: /mongoose\.cjs$/ }, () => ({ path: `./${MONGOOSE}`, external: true }));
    onLoad({ filter: /.*/, namespace: 'one-file' }, () => ({
      contents: [
        `const exported = require('./${MONGOOSE}');`,
        'export default exported;',
        `export const { ${Object.keys(mongoose)
          .filter((name) => name !== 'default')
          .join(', ')} } = exported;`,
      ].join('\n'),
    }));
  },
};

/** Mapped types ask for validators in a way that bundlers leave alone, so that a second copy of them was read from hundreds of files. */
const validatorsInTheBundle: Plugin = {
  name: 'validators in the bundle',
  setup({ onLoad }) {
    onLoad({ filter: /@nestjs[\\/]mapped-types[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace('const require = createRequire(import.meta.url);', ''),
    }));
  },
};

await rm('dist/services', { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: ['mongoose'],
  outfile: `dist/services/shared/${MONGOOSE}`,
  format: 'cjs',
  external: OPTIONS_OF_THE_DRIVER,
});
const { metafile } = await build({
  ...shared,
  entryPoints: Object.fromEntries([...services, ['provision', 'dist/apps/identity/src/provision.js']]),
  outdir: 'dist/services',
  chunkNames: 'shared/[name]-[hash]',
  splitting: true,
  format: 'esm',
  sourcemap: true,
  external: [...NEVER_LOADED, ...LEFT_AS_THEY_ARE],
  plugins: [mongooseInOneFile, validatorsInTheBundle],
  // CommonJS packages in an ES module.
  banner: {
    js: [
      "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      'const __same = (target) => target;',
    ].join(' '),
  },
  metafile: true,
});

// esbuild names each function whenever it is made, also those that are made for a request. Only classes need their names.
for (const file of Object.keys(metafile.outputs).filter((name) => name.endsWith('.js'))) {
  await rewrite(file, nameClassesAlone);
}
await rewrite(
  `dist/services/shared/${MONGOOSE}`,
  (code) => `${nameClassesAlone(code)}\nfunction __same(target) {\n  return target;\n}\n`,
);

await writeFile('dist/services/package.json', `${JSON.stringify({ type: 'module' })}\n`);
for (const name of LEFT_AS_THEY_ARE) await copyPackage(name);

function nameClassesAlone(code: string): string {
  return code.replaceAll('__name(', '__same(').replaceAll('__same(this,', '__name(this,');
}

async function rewrite(file: string, change: (code: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** Beside the bundles, with those of its dependencies that are installed: nothing else is needed to run them. */
async function copyPackage(name: string): Promise<void> {
  const directory = `node_modules/${name}`;
  const manifest = `${directory}/package.json`;
  if (!existsSync(manifest)) return;
  await cp(directory, `dist/services/${directory}`, { recursive: true, filter: (file) => !file.endsWith('.map') });
  const { optionalDependencies = {} } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest;
  for (const dependency of Object.keys(optionalDependencies)) await copyPackage(dependency);
}
