import { getMetadataStorage } from 'class-validator';

/** Where the compiler's plugin keeps what it wrote. */
const FACTORY = '_OPENAPI_METADATA_FACTORY';

type Schema = Record<string, unknown>;
type Written = Record<string, Schema>;

interface Rule {
  name?: string;
  target: { [FACTORY]?: () => Written };
  propertyName: string;
  constraints?: unknown[];
  context?: { schema?: Schema };
}

/** What the plugin does not see of the validator's own decorators: what is computed, or put together elsewhere. */
const ofValidators: Record<string, (constraint: unknown) => Schema> = {
  arrayMaxSize: (maxItems) => ({ maxItems }),
  isEmpty: () => ({ maxLength: 0 }),
  isBooleanString: () => ({ maxLength: 5 }),
  isISO4217CurrencyCode: () => ({ maxLength: 3 }),
  isUuid: () => ({ format: 'uuid' }),
  maxLength: (maxLength) => ({ maxLength }),
};

/**
 * Adds to what the compiler's plugin wrote of the classes that are loaded what each field's decorators say of its schema, as
 * `context` of their rule: the plugin knows the decorators of the validator alone. Of the rules that are named, if any are.
 */
export function describeFields(names?: string[]): void {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Rule[]> };
  for (const rule of [...validationMetadatas.values()].flat()) {
    if (names && !names.includes(rule.name ?? '')) continue;
    const schema = rule.context?.schema ?? ofValidators[rule.name ?? '']?.(rule.constraints?.[0]);
    if (schema) describe(rule, schema);
  }
}

function describe({ target, propertyName }: Rule, schema: Schema): void {
  const written = Object.hasOwn(target, FACTORY) ? (target[FACTORY]?.() ?? {}) : {};
  const known = written[propertyName];
  if (!known) return;
  written[propertyName] = { ...known, ...fitting(schema, known) };
  target[FACTORY] = () => written;
}

/** An empty text is absent, which an optional one may be. */
function fitting({ minLength, ...schema }: Schema, { required }: Schema): Schema {
  return { ...(required !== false && minLength !== undefined && { minLength }), ...schema };
}
