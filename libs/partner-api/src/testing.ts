import { PartnerError } from './partner-error.js';
import { RequestPipe } from './request.pipe.js';

/**
 * Which of these documented properties a request class drops in silence: those that neither come through, nor are named by a
 * refusal. `required` is what a request needs besides. For tests that show that a class knows all that Partner Center documents.
 */
export function droppedBy(
  dto: new () => object,
  names: string[],
  type: 'body' | 'query' = 'body',
  required: object = {},
): string[] {
  return names.filter((name) => {
    try {
      return !Object.hasOwn(
        new RequestPipe().transform({ ...required, [name]: 'x' }, { type, metatype: dto }) as object,
        name,
      );
    } catch (error) {
      return !(error instanceof PartnerError && error.description.includes(name));
    }
  });
}
