import { type MessagesDocument, type Schema } from '../messages/document.ts';

/**
 * What the samples of the messages do not show: a message without any, or a field that none of them has. Messages of each form
 * are kept for ever, and the samples are what tests read in their place.
 */
export function withoutSamples({ components = {} }: MessagesDocument): string[] {
  return Object.entries(components.messages ?? {}).flatMap(([type, { payload, examples = [] }]) => {
    const samples = examples.map((example) => example.payload);
    if (samples.length === 0) return [`${type} has no samples`];
    const fields = [...fieldsOf(payload, components.schemas ?? {})];
    return fields
      .filter((path) => !samples.some((sample) => has(sample, path)))
      .map((path) => `${type}: ${path.join('.')}`);
  });
}

/** @returns the paths of all fields; those of items go through the list */
function* fieldsOf(
  schema: Schema | undefined,
  schemas: Record<string, Schema>,
  path: string[] = [],
): Generator<string[]> {
  const name = schema?.$ref?.split('/').at(-1);
  const described = name ? schemas[name] : schema;
  if (described?.items) yield* fieldsOf(described.items, schemas, path);
  for (const [field, inner] of Object.entries(described?.properties ?? {})) {
    yield [...path, field];
    yield* fieldsOf(inner, schemas, [...path, field]);
  }
}

function has(value: unknown, [field, ...rest]: string[]): boolean {
  if (field === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((item) => has(item, [field, ...rest]));
  if (typeof value !== 'object' || value === null || !(field in value)) return false;
  return has((value as Record<string, unknown>)[field], rest);
}
