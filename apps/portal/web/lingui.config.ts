import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'en',
  // The last one has the texts of lingui.agreements.config.ts alone.
  locales: ['en', 'de', 'agreements.tr'],
  fallbackLocales: { 'agreements.tr': 'en' },
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'], exclude: ['**/generated/**'] }],
  format: formatter({ origins: false }),
  orderBy: 'message',
});
