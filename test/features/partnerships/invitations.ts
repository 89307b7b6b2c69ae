import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { type TestOrganisation } from '../../support/platform/test-platform.js';

export const invitations = '/v1/partnershipinvitations';

/** What a provider gets for an invitation that it makes. */
export interface Invitation {
  id: string;
  status: string;
  url: string;
  token: string;
  subject: string;
  body: string;
}

export async function invite(provider: ApiClient): Promise<Invitation> {
  return (await provider.post(invitations, {})).body as Invitation;
}

/** Accepts the invitation of this link, by the Global admin unless another role is given. */
export function acceptBy(reseller: TestOrganisation, token: string, role = 'GlobalAdmin'): Promise<ApiAnswer> {
  return reseller.user(role).post(`${invitations}/by-token/${token}/accept`, { consent: true });
}
