import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Anonymous } from '#lib/service-kit';
import { type PublicKey, KeySet } from './key-set.dto.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

@ApiTags('Sign-in')
@Controller('discovery/v2.0/keys')
export class KeySetController {
  constructor(private readonly keys: SigningKeysRepository) {}

  /** The public keys of the access tokens. */
  @Get()
  @Anonymous()
  async list(): Promise<KeySet> {
    return { keys: [(await this.keys.current()).publicJwk as PublicKey] };
  }
}
