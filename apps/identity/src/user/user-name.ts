import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Matches } from 'class-validator';

/** Letters, digits and single `.`, `-`, `_`, `'` between them: what Microsoft Entra ID takes, without what mail servers do not. */
const form = /^(?=.{1,64}$)[a-z0-9]+(?:[._'-][a-z0-9]+)*$/;

/** The part of a sign-in name before the `@`; read as lower case, so that each one is one value. */
export function IsUserName(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown))),
    IsString(),
    Matches(form, {
      message: "$property must have 1 to 64 letters and digits, with single . - _ or ' between them, and no @",
      context: { schema: { maxLength: 64 } },
    }),
  );
}
