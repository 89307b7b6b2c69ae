// apps/portal/web/src/api/generated: the client of the public API that the pages use, from the OpenAPI document.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

/** What pages ask for: the API alone, not what programs need to sign in. */
const PAGES_USE = '/^(GET|HEAD|POST|PUT|PATCH|DELETE) \\/(v1|auditactivity|webhooks)\\//';

/**
 * @param document the OpenAPI document
 * @returns the files of the client, by their paths
 */
export async function describeApiClient(document: object): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'two-tier-api-client-'));
  try {
    await createClient({
      // What is given is changed.
      input: structuredClone(document) as Record<string, unknown>,
      output: { path: folder, clean: false, module: { extension: '.ts' } },
      logs: { level: 'silent', file: false },
      parser: { filters: { operations: { include: [PAGES_USE] }, orphans: false } },
      plugins: [
        { name: '@hey-api/client-fetch', baseUrl: false },
        { name: '@hey-api/typescript', errors: { case: 'PascalCase' } },
        { name: '@hey-api/sdk', auth: false },
      ],
    });
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
    return new Map(
      await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
