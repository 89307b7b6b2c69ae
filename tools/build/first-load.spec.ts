import { firstLoads, type BuiltFile } from './first-load.ts';

const files: BuiltFile[] = [
  { type: 'chunk', fileName: 'index.js', isEntry: true, imports: ['react.js'] },
  { type: 'chunk', fileName: 'react.js', imports: ['index.js'] },
  { type: 'chunk', fileName: 'home.js', facadeModuleId: '/web/src/pages/home/home-page.tsx', imports: ['react.js'] },
  {
    type: 'chunk',
    fileName: 'form.js',
    facadeModuleId: '/web/src/pages/home/form-page.tsx',
    imports: ['react.js', 'fields.js'],
  },
  { type: 'chunk', fileName: 'fields.js', imports: [] },
  { type: 'chunk', fileName: 'menus.js', facadeModuleId: '/web/src/app/menus.tsx', imports: ['fields.js'] },
  { type: 'chunk', fileName: 'en.js', facadeModuleId: '/web/src/locales/en.po', imports: [] },
  { type: 'chunk', fileName: 'de.js', facadeModuleId: '/web/src/locales/de.po', imports: [] },
  { type: 'asset', fileName: 'index.css' },
];
const sizes: Record<string, number> = {
  'index.js': 1_000,
  'react.js': 500,
  'home.js': 10,
  'form.js': 20,
  'fields.js': 200,
  'menus.js': 9_000,
  'en.js': 4,
  'de.js': 5,
  'index.css': 1,
};

it('a page loads the entry, itself, what both need once, the styles and the longest texts', () =>
  expect(firstLoads(files, (name) => sizes[name] ?? Number.NaN)).toEqual([
    { page: 'home/form-page.tsx', bytes: 1_726 },
    { page: 'home/home-page.tsx', bytes: 1_516 },
  ]));
