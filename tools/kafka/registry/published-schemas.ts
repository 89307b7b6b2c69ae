import { Failure } from '../../process/program.ts';
import { type Published } from './schema-registry.ts';

/** The id of the AsyncAPI document in a registry. */
export const DOCUMENT_ID = 'two-tier';

/**
 * What a platform publishes of its messages: the schema of each, as it is at its `ce_dataschema`, and the document of all.
 * @param platform where its gateway is
 * @throws Failure where it does not answer
 */
export async function publishedSchemas(platform: string): Promise<Published[]> {
  const url = platform.replace(/\/+$/, '');
  const document = await read(`${url}/asyncapi.json`);
  const { components } = JSON.parse(document) as { components: { messages: Record<string, { name: string }> } };
  const types = [...new Set(Object.values(components.messages).map(({ name }) => name))].sort();
  const schemas: Published[] = [];
  for (const id of types) schemas.push({ id, type: 'JSON', content: await read(`${url}/schemas/${id}.json`) });
  return [...schemas, { id: DOCUMENT_ID, type: 'ASYNCAPI', content: document }];
}

async function read(url: string): Promise<string> {
  const answer = await fetch(url).catch((error: Error & { cause?: { code?: string } }) => {
    throw new Failure(
      `The platform does not answer at ${url}: ${error.cause?.code ?? error.message}. Start it, or set PUBLIC_URL.`,
    );
  });
  if (answer.status !== 200) throw new Failure(`${url} answers ${answer.status}.`);
  return answer.text();
}
