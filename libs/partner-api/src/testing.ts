import { foldKeys, type Class } from './requests/fields.js';
import { refusalsOf } from './requests/not-supported.js';

/**
 * Which of these documented properties, or parameters, a request class drops in silence: those that are neither read, nor named
 * by a refusal. For tests that show that a class knows all that Partner Center documents.
 */
export function droppedBy(dto: Class, names: string[]): string[] {
  return names.filter((name) => {
    const request = { [name]: 'x' };
    return !Object.hasOwn(foldKeys(dto, request) as object, name) && refusalsOf(dto, request).length === 0;
  });
}
