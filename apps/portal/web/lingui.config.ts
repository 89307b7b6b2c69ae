import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'en',
  locales: ['en', 'de'],
  // Its texts are those of lingui.agreements.config.ts.
  fallbackLocales: { 'agreements.tr': 'en' },
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'], exclude: ['**/generated/**'] }],
  format: formatter({ origins: false }),
  orderBy: 'message',
});
