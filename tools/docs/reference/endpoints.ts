// docs/reference/endpoints.md: all operations of the public API in one list, from its OpenAPI document.
import { table } from '../markdown.ts';

const INTRODUCTION = `# Endpoints

All operations of the public API. \`npm run docs\` writes this page from the [OpenAPI document](../openapi/two-tier.json), which also has the
fields and the answers. A running platform shows it at \`/docs\` and \`/openapi.json\`. The last column says who may call an operation: the
partners and the roles, and whether an application may call it without a user.
`;

type Access = { roles: string[]; partnerTypes?: string[]; app: boolean };
type Operation = { summary?: string; description?: string; tags?: string[]; 'x-access'?: Access };

/** @returns the page, and the operations that say nothing */
export function describeEndpoints({ paths = {} }: { paths?: Record<string, Record<string, Operation>> }): {
  text: string;
  faults: string[];
} {
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

function tagOf({ tags = [] }: Operation) {
  return tags.at(-1) ?? 'Other';
}

function textOf({ summary, description }: Operation) {
  return summary ?? description ?? '';
}

const ALL_TYPES = 3;

function describeAccess(access: Access | undefined) {
  if (!access) return 'anybody';
  const { roles, partnerTypes, app } = access;
  const partners = partnerTypes?.length === ALL_TYPES ? ['all partners'] : (partnerTypes ?? []);
  return [
    ...(partners.length > 0 ? [partners.join(', ')] : []),
    roles.join(', '),
    ...(app ? ['applications'] : []),
  ].join('; ');
}
