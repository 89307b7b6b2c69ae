import { useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';

// It would write functions as text, which the policy of the pages forbids.
z.config({ jitless: true });

/** What somebody has filled in: fields that hold nothing are left out. */
export function filledIn<Values extends object>(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== '' && value !== undefined),
  ) as Values;
}

/** What fields may hold, with what is said otherwise. */
export interface Rules {
  text: z.ZodMiniString<string>;
  optional: z.ZodMiniOptional<z.ZodMiniString<string>>;
  email: z.ZodMiniString<string>;
  /** What stands before the `@` of a name to sign in with. */
  userName: z.ZodMiniString<string>;
  ticked: z.ZodMiniBoolean<boolean>;
}

export function useRules(): Rules {
  const { t } = useLingui();
  const missing = t`Fill this in.`;
  // A field that nobody has touched holds nothing at all.
  const text = z.string(missing).check(z.trim(), z.minLength(1, missing));
  return {
    text,
    optional: z.optional(z.string().check(z.trim())),
    email: text.check(z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, t`Write an address such as name@company.example.`)),
    userName: text.check(z.maxLength(64, t`At most 64 characters.`)),
    ticked: z.boolean().check(z.refine((value) => value, t`Tick the box to go on.`)),
  };
}
