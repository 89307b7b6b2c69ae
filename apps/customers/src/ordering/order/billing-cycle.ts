import { invalidArgument } from '#lib/partner-api';

/** All that Microsoft's SDKs know. */
const billingCycles = ['none', 'monthly', 'annual', 'one_time', 'biennial', 'triennial', 'unknown'];

/** SDKs send `Monthly` as well as `monthly`; Java reads nothing but lower case with underscores. */
export function toBillingCycle(given = 'unknown', name = 'billingCycle'): string {
  const folded = fold(given);
  const found = billingCycles.find((billingCycle) => fold(billingCycle) === folded);
  if (found) return found;
  throw invalidArgument(`${name} must be one of ${billingCycles.join(', ')}.`);
}

function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
