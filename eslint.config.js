import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const onlyTheClockKnowsTheTime = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time comes from the Clock port.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes from the Clock port.',
  },
];

// What an aggregate's repository inherits takes a Query and nothing else; this holds for those with a model of their own.
const queriesSayWhose = {
  selector:
    "CallExpression[callee.object.type='MemberExpression'][callee.property.name=/^(find|findOne|findOneAnd.*|findById.*|exists|count.*|distinct|aggregate|where|update(One|Many)|replaceOne|delete(One|Many))$/]:not([arguments.0.type=/^(CallExpression|ArrowFunctionExpression)$/])",
  message: 'A query says whose documents it finds: its first argument is ownedBy(...) or acrossTenants(...).',
};

const projectionsAreNamedSo = {
  selector: "ClassDeclaration[superClass.name='ProjectionRepository']",
  message: 'A read model fed by events is a <name>.projection.ts.',
};

const literalsAreNotSpread = {
  selector: ':matches(ObjectExpression > SpreadElement > ObjectExpression, SpreadElement > ArrayExpression)',
  message: 'Write what is in it: only what has a name is spread.',
};

const onlyClientsAsk = {
  name: '#lib/service-kit',
  importNames: ['InternalClient'],
  message: 'Who asks another service is a <name>.client.ts.',
};

const onlyTheEdgeThrows = {
  name: '#lib/partner-api',
  importNames: ['accepted'],
  message: 'A rejection is passed on; controllers, consumers and sweeps throw it.',
};

const useCasesAnswer = {
  name: '#lib/partner-api',
  importNames: ['accepted', 'invalidArgument', 'notFound', 'PartnerError'],
  message: 'What is refused is answered: reject(...). Controllers, consumers and sweeps throw it.',
};

// Rules of syntax, whose findings of a file depend on that file alone: the cache may keep them. Those that take types are in
// .oxlintrc.json, and our own in tools/lint.
export default tseslint.config(
  {
    ignores: [
      'dist',
      'packages/*/dist',
      'apps/portal/web/src/api/generated',
      'examples/*/{.venv,node_modules,target}',
      'coverage',
      '.data',
      'node_modules',
    ],
  },
  js.configs.recommended,
  { rules: { 'no-restricted-syntax': ['error', literalsAreNotSpread], 'max-lines': ['error', 300] } },
  { files: ['packages/*/src/generated/*.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // Decorators see a field's type only where it is written.
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', literalsAreNotSpread, ...onlyTheClockKnowsTheTime, projectionsAreNamedSo],
    },
  },
  {
    files: ['apps/**/*.repository.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        literalsAreNotSpread,
        ...onlyTheClockKnowsTheTime,
        projectionsAreNamedSo,
        queriesSayWhose,
      ],
    },
  },
  {
    files: ['**/*.projection.ts'],
    rules: {
      'no-restricted-syntax': ['error', literalsAreNotSpread, ...onlyTheClockKnowsTheTime, queriesSayWhose],
    },
  },
  {
    files: ['apps/**/*.ts'],
    ignores: ['apps/**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', onlyClientsAsk, onlyTheEdgeThrows] },
  },
  { files: ['apps/**/*.client.ts'], rules: { 'no-restricted-imports': ['error', onlyTheEdgeThrows] } },
  {
    files: ['apps/**/*.{controller,consumer,sweep}.ts'],
    rules: { 'no-restricted-imports': ['error', onlyClientsAsk] },
  },
  {
    files: ['apps/**/*.{use-cases,repository}.ts'],
    rules: { 'no-restricted-imports': ['error', onlyClientsAsk, useCasesAnswer] },
  },
  { files: ['libs/decision/src/clock.ts'], rules: { 'no-restricted-syntax': ['error', literalsAreNotSpread] } },
  {
    // Tests and tools read the clock of the machine.
    files: ['**/*.{spec,doubles}.ts', 'test/**/*.ts', 'tools/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', literalsAreNotSpread] },
  },
  {
    // Programs of others have no Clock port.
    files: ['{examples,packages}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', literalsAreNotSpread] },
  },
  {
    // Node runs them as they are, without their types: what is more than a type is not allowed.
    files: ['tools/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/parameter-properties': 'error',
      'no-restricted-syntax': [
        'error',
        literalsAreNotSpread,
        'TSEnumDeclaration',
        'TSModuleDeclaration',
        'TSImportEqualsDeclaration',
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        Headers: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        Buffer: 'readonly',
        module: 'readonly',
        performance: 'readonly',
        TextDecoder: 'readonly',
      },
    },
  },
);
