// @ts-check
// docs/reference/endpoints.md: all operations of the public API in one list, from its OpenAPI document.
import { table } from './markdown.mjs';

const INTRODUCTION = `# Endpoints

All operations of the public API. \`npm run docs\` writes this page from the [OpenAPI document](../openapi/two-tier.json), which also has the
fields and the answers. A running platform shows it at \`/docs\` and \`/openapi.json\`. The last column says who may call an operation: the
partners and the roles, and whether an application may call it without a user.
`;

/** @typedef {{ roles: string[], partnerTypes?: string[], app: boolean }} Access */
/** @typedef {{ summary?: string, description?: string, tags?: string[], 'x-access'?: Access }} Operation */

/**
 * @param {{ paths?: Record<string, Record<string, Operation>> }} document
 * @returns {{ text: string, faults: string[] }} the page, and the operations that say nothing
 */
export function describeEndpoints({ paths = {} }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => tagOf(operation)))].sort();
  const chapters = tags.map((tag) => {
    const rows = operations
      .filter(({ operation }) => tagOf(operation) === tag)
      .map(({ method, path, operation }) => [
        `\`${method} ${path}\``,
        textOf(operation),
        describeAccess(operation['x-access']),
      ]);
    return `## ${tag}\n\n${table(['Operation', 'What it does', 'Who may call it'], rows)}`;
  });
  const silent = operations.filter(({ operation }) => textOf(operation) === '');
  return {
    text: `${INTRODUCTION}\n${chapters.join('\n\n')}\n`,
    faults: silent.map(({ method, path }) => `${method} ${path}`),
  };
}

/** @param {Operation} operation */
function tagOf({ tags = [] }) {
  return tags.at(-1) ?? 'Other';
}

/** @param {Operation} operation */
function textOf({ summary, description }) {
  return summary ?? description ?? '';
}

const ALL_TYPES = 3;

/** @param {Access | undefined} access */
function describeAccess(access) {
  if (!access) return 'anybody';
  const { roles, partnerTypes, app } = access;
  const partners = partnerTypes?.length === ALL_TYPES ? ['all partners'] : (partnerTypes ?? []);
  return [
    ...(partners.length > 0 ? [partners.join(', ')] : []),
    roles.join(', '),
    ...(app ? ['applications'] : []),
  ].join('; ');
}
