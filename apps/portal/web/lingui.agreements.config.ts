import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** Turkish is for the pages on which somebody reads and accepts: those that links of mails lead to, and the partner agreement. */
export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'en',
  locales: ['tr'],
  catalogs: [
    {
      path: '<rootDir>/src/locales/agreements.{locale}',
      include: [
        '<rootDir>/src/pages/links',
        '<rootDir>/src/pages/home/partner-agreement-page.tsx',
        // What is around pages, and what they are made of.
        '<rootDir>/src/app',
        '<rootDir>/src/components',
      ],
    },
  ],
  format: formatter({ origins: false }),
  orderBy: 'message',
});
