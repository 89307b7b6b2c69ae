import { useLingui } from '@lingui/react/macro';
import { type Role } from '../../app/session';

export function useRoleNames(): Record<Role, string> {
  const { t } = useLingui();
  return {
    GlobalAdmin: t`Global admin`,
    AdminAgent: t`Admin agent`,
    SalesAgent: t`Sales agent`,
    HelpdeskAgent: t`Helpdesk agent`,
    BillingAdmin: t`Billing admin`,
    Operator: t`Operator`,
  };
}

/** Roles that a partner gives to its users. */
export const rolesOfPartners = [
  'GlobalAdmin',
  'AdminAgent',
  'SalesAgent',
  'HelpdeskAgent',
  'BillingAdmin',
] as const satisfies Role[];
export type PartnerRole = (typeof rolesOfPartners)[number];
