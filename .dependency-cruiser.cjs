/** The boundaries of the platform, as rules that fail the build. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: "Services speak through events and internal HTTP, never through each other's code.",
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'packages-stand-alone',
      comment: 'Programs of others use them, without the platform; and the platform does without them.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { pathNot: '^packages/$1/|^node_modules/(ajv|ajv-formats)/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'examples-are-programs-of-others',
      comment: 'They use what is published, and a client for Kafka.',
      severity: 'error',
      from: { path: '^examples/([^/]+)/' },
      to: { pathNot: '^examples/$1/|^packages/|^node_modules/kafkajs/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'apps-and-libs-never-import-packages',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^packages/' },
    },
    {
      name: 'aggregates-are-pure',
      comment:
        'An aggregate decides: no I/O, no framework, no clock. It knows contracts, decisions and countries alone.',
      severity: 'error',
      from: { path: '^apps/.+/([^/]+)/\\1\\.ts$' },
      to: { pathNot: '^libs/(contracts|decision|countries)/|^apps/.+/([^/]+)/\\2\\.ts$' },
    },
    {
      name: 'customers-account-stands-below',
      comment: 'What a customer is knows nothing of who orders, relates or tells; it asks the neighbours alone.',
      severity: 'error',
      from: { path: '^apps/customers/src/account/' },
      to: {
        path: '^apps/customers/src/',
        pathNot: '^apps/customers/src/(account/|neighbours/|customers\\.config\\.ts$)',
      },
    },
    {
      name: 'customers-neighbours-stand-alone',
      comment: 'Clients of other services and what their events tell are used by all, and use none.',
      severity: 'error',
      from: { path: '^apps/customers/src/neighbours/' },
      to: { path: '^apps/customers/src/', pathNot: '^apps/customers/src/neighbours/' },
    },
    {
      name: 'decision-contracts-and-countries-stand-alone',
      severity: 'error',
      from: { path: '^libs/(contracts|decision|countries)/' },
      to: { path: '^libs/(messaging|partner-api|service-kit|telemetry)/' },
    },
    {
      name: 'only-repositories-import-mongoose',
      severity: 'error',
      from: {
        pathNot:
          '\\.(repository|projection|repository\\.spec)\\.ts$|^libs/service-kit/src/persistence/|^test/|^tools/|^node_modules',
      },
      to: { path: '^node_modules/(mongoose|mongodb)/' },
    },
    {
      name: 'only-messaging-imports-kafkajs',
      severity: 'error',
      from: { pathNot: '^libs/messaging/|^examples/|^test/|^tools/|^node_modules' },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'only-telemetry-imports-opentelemetry',
      severity: 'error',
      from: { pathNot: '^libs/telemetry/src/open-telemetry\\.ts$|^node_modules' },
      to: { path: '^node_modules/@opentelemetry/' },
    },
    {
      name: 'opentelemetry-is-loaded-where-traces-are-sent',
      severity: 'error',
      from: {},
      to: { path: '^libs/telemetry/src/open-telemetry\\.ts$', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^apps/portal/web/src/api/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependencies-at-run-time',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$|^apps/portal/web/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
