import { useLingui } from '@lingui/react/macro';

/** How often an offer can be billed, and what that is called. */
export function useBillingCycles(): [value: string, name: string][] {
  const { t } = useLingui();
  return [
    ['monthly', t`Monthly`],
    ['annual', t`Annual`],
    ['one_time', t`One time`],
  ];
}
