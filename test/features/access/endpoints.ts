import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { attestation } from '../../support/scenes/requests.js';

/** An operation of the public API, and who may call it. */
export interface Endpoint {
  title: string;
  /** What the call answers to who may make it. */
  status: number;
  roles: readonly string[];
  /** Whether resellers may call it, and what it answers them. */
  reseller: string;
  /** Whose call shows which partner types are allowed; an Admin agent's unless it says so. */
  by?: string;
  /** Whether an application may call it without a user. */
  app: boolean;
  call(client: ApiClient, customerId: string): Promise<ApiAnswer>;
}

export const roles = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'];
export const readers = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'];
export const sellers = ['AdminAgent', 'SalesAgent'];
export const allowed = 'allowed';
export const noRight = '403/900150';
export const denied = '403/2032';

export function byAnotherContact(): object {
  return attestation({ primaryContact: { email: `${randomUUID()}@contoso.com` } });
}
