// `npm run lint` runs this beside eslint.config.js: our own rule, which takes types to find what it looks for.
import tseslint from 'typescript-eslint';
import { rejectionsAreAnswered } from './rejections-are-answered.ts';

export default tseslint.config(
  { ignores: ['apps/portal/web'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { project: 'tsconfig.json' } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'two-tier': { rules: { 'rejections-are-answered': rejectionsAreAnswered } } },
    rules: { 'two-tier/rejections-are-answered': 'error' },
  },
);
