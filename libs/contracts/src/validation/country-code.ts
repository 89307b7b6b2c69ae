import { Transform } from 'class-transformer';
import { registerDecorator, type ValidationArguments } from 'class-validator';
import { countryCodeFault } from '#lib/countries';

/** A country, as its ISO 3166-1 alpha-2 code in any casing; read in upper case. */
export function IsCountry(): PropertyDecorator {
  return (target, property) => {
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toUpperCase() : value), {
      toClassOnly: true,
    })(target, property);
    registerDecorator({
      name: 'isCountry',
      target: target.constructor,
      propertyName: String(property),
      options: {
        message: ({ property, value }: ValidationArguments) => `${property} ${faultOf(value)}`,
        context: { schema: { pattern: '^\\s*[A-Za-z]{2}\\s*$' } },
      },
      validator: { validate: (value: unknown) => faultOf(value) === undefined },
    });
  };
}

function faultOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'is required';
  return typeof value === 'string' ? countryCodeFault(value) : 'must be a string';
}
