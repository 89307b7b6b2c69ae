import { useLingui } from '@lingui/react/macro';
import * as z from 'zod';

// It would write functions as text, which the policy of the pages forbids.
z.config({ jitless: true });

/** What fields may hold, with what is said otherwise. */
export interface Rules {
  text: z.ZodString;
  optional: z.ZodOptional<z.ZodString>;
  email: z.ZodString;
  ticked: z.ZodBoolean;
}

export function useRules(): Rules {
  const { t } = useLingui();
  const missing = t`Fill this in.`;
  // A field that nobody has touched holds nothing at all.
  const text = z.string(missing).trim().min(1, missing);
  return {
    text,
    optional: z.string().trim().optional(),
    email: text.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, t`Write an address such as name@company.example.`),
    ticked: z.boolean().refine((value) => value, t`Tick the box to go on.`),
  };
}
