// @ts-check
import { getMetadataStorage } from 'class-validator';

/** Where the plugin keeps what it wrote. */
const FACTORY = '_OPENAPI_METADATA_FACTORY';

/** @typedef {{ name?: string, target: any, propertyName: string, constraints: any[] }} Rule */

/**
 * Adds the lengths of texts to what the compiler's plugin wrote of the classes that are loaded: it knows the decorators of
 * the validator alone.
 */
export function describeTexts() {
  const { validationMetadatas } = /** @type {{ validationMetadatas: Map<Function, Rule[]> }} */ (
    /** @type {unknown} */ (getMetadataStorage())
  );
  for (const rules of validationMetadatas.values()) {
    for (const { name, target, propertyName, constraints } of rules) {
      if (name === 'isText') describe(target, propertyName, constraints[0]);
    }
  }
}

/**
 * @param {any} target
 * @param {string} property
 * @param {{ min?: number, max: number, each?: boolean }} rule
 */
function describe(target, property, { min = 1, max, each }) {
  const written = Object.hasOwn(target, FACTORY) ? target[FACTORY]() : {};
  if (each || !(property in written)) return;
  // An empty text is absent, which an optional one may be.
  const minLength = written[property].required === false ? undefined : min;
  written[property] = { ...written[property], ...(minLength && { minLength }), maxLength: max };
  target[FACTORY] = () => written;
}
