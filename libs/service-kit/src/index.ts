export * from './access/access.decorator.js';
export { assertHolds } from './access/access-rules.js';
export * from './access/caller.js';
export * from './access/partner-directory.js';
export * from './access/rate-limit.decorator.js';
export * from './access/token-verifier.js';
export * from './start/bootstrap.js';
export * from './command.js';
export { CommandReceipts, type CommandEffect } from './commands/command-receipts.js';
export { needsPerson } from './commands/needs-person.js';
export { assertOwnCompany } from './commands/own-company.js';
export { CommandsModule } from './commands/commands.module.js';
export * from './access/remembered.js';
export * from './start/config.js';
export * from './start/load-config.js';
export * from './ids.js';
export * from './internal/users.client.js';
export * from './internal/ask-any.js';
export * from './internal/http.js';
export * from './internal/instances.js';
export * from './internal/internal-client.js';
export * from './internal/internal-endpoint.decorator.js';
export * from './internal/key-pair.repository.js';
export * from './internal/key-wrap.js';
export * from './link-tokens.js';
export * from './api-document/answer-form.decorator.js';
export * from './api-document/api-document.js';
export * from './operations/metrics.js';
export * from './operations/refusal.filter.js';
export * from './pages/form.decorator.js';
export * from './pages/html.js';
export * from './pages/page.js';
export * from './pages/send-page.js';
export * from './partner-agreements/partner-agreements.client.js';
export * from './partner-agreements/partner-agreements.module.js';
export * from './partners/partners.client.js';
export * from './partners/projected-partners.js';
export * from './partners/partners.module.js';
export * from './persistence/aggregates/aggregate.repository.js';
export * from './persistence/duplicate-key.js';
export * from './persistence/indexes.js';
export * from './persistence/native-collection.js';
export * from './persistence/persistence.js';
export {
  ProjectionRepository,
  source,
  type Projected,
  type ProjectionSource,
} from './persistence/projections/projection.repository.js';
export * from './persistence/query.js';
export * from './persistence/aggregates/remembered-commands.js';
export * from './persistence/aggregates/stretch.js';
export { told, type ToldState } from './persistence/aggregates/told-state.js';
export * from './start/secret-file.js';
export * from './persistence/aggregates/reactions.repository.js';
export * from './start/service.module.js';
export * from './start/start-refused.error.js';
export * from './sweeps/periodic-sweep.js';
export * from './sweeps/swept-items.js';
