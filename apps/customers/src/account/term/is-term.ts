import { registerDecorator } from 'class-validator';
import { isTerm } from './term.js';

/** Validates an ISO 8601 duration of whole years, months, weeks or days. What is bought once has an empty one. */
export function IsTerm(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isTerm',
      target: target.constructor,
      propertyName: String(property),
      options: {
        message: '$property must be a duration such as P1M, P1Y or P3Y',
        context: { schema: { pattern: '^[Pp](\\d{1,4}[YMWDymwd]){1,4}$' } },
      },
      validator: { validate: (value: unknown) => value === '' || isTerm(value) },
    });
}
