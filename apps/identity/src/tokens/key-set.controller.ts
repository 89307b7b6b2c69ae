import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Anonymous } from '#lib/service-kit';
import { type PublicKey, KeySet } from './key-set.dto.js';
import { OwnIssuerGuard } from './own-issuer.guard.js';
import { TokenKeys } from './token-keys.js';

@ApiTags('Sign-in')
@UseGuards(OwnIssuerGuard)
@Controller('discovery/v2.0/keys')
export class KeySetController {
  constructor(private readonly keys: TokenKeys) {}

  /** The public keys of the access tokens, including keys that will sign later or have signed before. */
  @Get()
  @Anonymous()
  async list(): Promise<KeySet> {
    return { keys: (await this.keys.ring()).map(({ publicJwk }) => publicJwk as PublicKey) };
  }
}
