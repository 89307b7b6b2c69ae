import { Injectable } from '@nestjs/common';
import { type KoaContextWithOIDC } from 'oidc-provider';
import { OidcRepository } from './oidc.repository.js';

const issued = ['AccessToken', 'AuthorizationCode', 'DeviceCode', 'RefreshToken'];

/**
 * Uses up the code or the refresh token of a token request, once its answer is known: a request that is refused, or that
 * a failure cuts off, uses up nothing and can be sent again.
 */
@Injectable()
export class SpentGrants {
  constructor(private readonly storage: OidcRepository) {}

  /**
   * False: of two uses at the same time the other one has won. This one is what a second use is, a reason to revoke
   * everything that came of it.
   */
  async spend({ oidc: { entities } }: KoaContextWithOIDC): Promise<boolean> {
    const spent = entities.RotatedRefreshToken ?? entities.AuthorizationCode ?? entities.DeviceCode;
    if (!spent || (await this.storage.consume(spent.kind, spent.jti))) return true;
    if (spent.grantId !== undefined) await this.revoke(spent.grantId);
    return false;
  }

  private async revoke(grantId: string): Promise<void> {
    await this.storage.remove('Grant', grantId);
    for (const kind of issued) await this.storage.removeByGrant(kind, grantId);
  }
}
