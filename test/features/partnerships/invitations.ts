import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { type Body } from '../../support/wire/body.js';
import { type Partnership } from '../../support/wire/resources.js';
import { type TestOrganisation } from '../../support/platform/test-platform.js';

export const invitations = '/v1/partnershipinvitations';

/** What a provider gets for an invitation that it makes. */
export interface Invitation extends Body {
  created: string;
  expires: string;
  subject: string;
  body: string;
}

export async function invite(provider: ApiClient): Promise<Invitation> {
  return (await provider.post<Invitation>(invitations, {})).body;
}

/** Accepts the invitation of this link, by the Global admin unless another role is given. */
export function acceptBy(
  reseller: TestOrganisation,
  token: string,
  role = 'GlobalAdmin',
): Promise<ApiAnswer<Partnership>> {
  return reseller.user(role).post(`${invitations}/by-token/${token}/accept`, { consent: true });
}
