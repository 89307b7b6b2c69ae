import { Injectable } from '@nestjs/common';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { upnOf } from '../tenant/tenant.js';
import { type OpenSignIn } from './open-sign-ins.js';
import { type Consent } from './sign-in-pages.js';

interface Missing {
  missingOIDCScope?: string[];
  missingOIDCClaims?: string[];
  missingResourceScopes?: Record<string, string[]>;
}

/** What users allow applications to do. */
@Injectable()
export class Consents {
  constructor(private readonly tenants: TenantRepository) {}

  /** What the user is asked; undefined: the user is gone. */
  async asked({ interaction, client, publisherTenantId }: OpenSignIn): Promise<Consent | undefined> {
    const account = await this.tenants.findUser(interaction.session?.accountId ?? '');
    const publisher = publisherTenantId && (await this.tenants.find(publisherTenantId));
    if (!account) return undefined;
    const { redirect_uri: redirectUri } = interaction.params;
    return {
      application: client.clientName ?? client.clientId,
      ...(publisher && { publisher: `${publisher.companyName} (${publisher.domain})` }),
      userName: upnOf(account.tenant, account.user),
      scopes: ((interaction.params.scope as string | undefined) ?? '').split(' '),
      ...(typeof redirectUri === 'string' && { redirectUri }),
    };
  }

  /** Notes that the user agreed to what is asked; answers the id of the note. */
  async give({ provider, interaction, client }: OpenSignIn): Promise<string> {
    const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = interaction.prompt.details as Missing;
    const known = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
    const grant = known ?? new provider.Grant({ accountId: interaction.session?.accountId, clientId: client.clientId });
    if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope);
    if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
    for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {})) {
      grant.addResourceScope(resource, scopes);
    }
    return grant.save();
  }
}
