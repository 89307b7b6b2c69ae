import { join } from 'node:path';
import { transformAsync } from '@babel/core';
import { getConfig } from '@lingui/conf';
import { lingui } from '@lingui/vite-plugin';
import { defineConfig, type Plugin } from 'vite';

const folder = import.meta.dirname;
const linguiConfig = getConfig({ configPath: join(folder, 'lingui.config.ts') });

/** Texts in the code become look-ups in the message files. Lingui's faster way is native code that npm leaves out on an older Node. */
const textsInCode: Plugin = {
  name: 'texts in code',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith('.tsx') || !code.includes('/macro')) return undefined;
    const transformed = await transformAsync(code, {
      filename: id,
      configFile: false,
      babelrc: false,
      sourceMaps: true,
      parserOpts: { plugins: ['typescript', 'jsx'] },
      plugins: [['@lingui/babel-plugin-lingui-macro', { linguiConfig }]],
    });
    return { code: transformed?.code ?? code, map: transformed?.map };
  },
};

const packages = (...names: string[]): RegExp => new RegExp(String.raw`/node_modules/(${names.join('|')})/`);

const isOfEachPage = packages(
  'react(-dom)?',
  'scheduler',
  'use-sync-external-store',
  '@tanstack/(history|query-core|react-query|react-router|react-store|router-core|store)',
  '@lingui/(core|react)',
  '@griffel/.*',
  'rtl-css-js',
  'stylis',
  '@emotion/hash',
  'keyborg',
  '@fluentui/(keyboard-keys|tokens)',
  '@fluentui/react-(aria|button|jsx-runtime|link|message-bar|provider|shared-contexts|skeleton|text|theme|utilities)',
);
/** What is around each page, and its small pictures, which as a file each would be dozens of requests. */
const isAroundPages =
  /\/web\/src\/(api|app\/(frame\/(shell|top-menus)|[\w-]+)|components\/(links|later\/use-later|page\/page(-states)?))\.tsx?$|\/react-icons\/svg\//;
const isOfForms = packages('react-hook-form', 'zod', '@hookform/resolvers');

export default defineConfig({
  root: folder,
  base: '/',
  plugins: [textsInCode, lingui({ configPath: join(folder, 'lingui.config.ts'), failOnMissing: true })],
  build: {
    outDir: join(folder, '../../../dist/services/portal-web'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // What is small would otherwise become a data: address, which the policy of the pages allows for pictures alone.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What is always needed together compresses better as one file, and is asked for once.
        codeSplitting: {
          groups: [
            { name: 'base', test: isOfEachPage },
            { name: 'around', test: isAroundPages },
            { name: 'forms', test: isOfForms },
          ],
        },
      },
      onLog: (level, log, next) => {
        // Directives for servers, which there are none of here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
      },
    },
  },
  html: { cspNonce: '__CSP_NONCE__' },
});
