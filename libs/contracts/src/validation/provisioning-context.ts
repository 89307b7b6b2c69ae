import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import { normalText, textFault } from './text.js';

/** So that the lines of the longest order still fit into one event. */
const MAX_ENTRIES = 10;
const MAX_VALUE_LENGTH = 100;
const NAME = /^[a-z][\w-]{0,49}$/i;

/**
 * What a product needs to be provisioned, by the names that Partner Center's catalogue tells for its SKU: up to 10 texts of up to 100
 * characters, read as other texts are, by names of up to 50 letters, digits, `_` and `-`, a letter first. A text may be empty.
 */
export function IsProvisioningContext(): PropertyDecorator {
  return (target, property) => {
    Transform(({ value }) => normal(value), { toClassOnly: true })(target, property);
    registerDecorator({
      name: 'isProvisioningContext',
      target: target.constructor,
      propertyName: String(property),
      options: {
        message: `$property must hold up to ${MAX_ENTRIES} texts of up to ${MAX_VALUE_LENGTH} characters without control characters; names have up to 50 letters, digits, _ and -`,
        context: {
          schema: {
            maxProperties: MAX_ENTRIES,
            additionalProperties: { type: 'string', maxLength: MAX_VALUE_LENGTH },
          },
        },
      },
      validator: { validate: isProvisioningContext },
    });
  };
}

function isProvisioningContext(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MAX_ENTRIES && entries.every(([name, text]) => NAME.test(name) && isShortText(text));
}

function isShortText(value: unknown): boolean {
  return value === '' || textFault(value, { max: MAX_VALUE_LENGTH }) === undefined;
}

function normal(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [
      name,
      typeof text === 'string' ? normalText(text) : (text as unknown),
    ]),
  );
}
