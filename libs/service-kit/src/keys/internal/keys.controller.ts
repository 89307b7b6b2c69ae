import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type JWK } from 'jose';
import { Anonymous } from '../../access/access.decorator.js';
import { ServiceKeysRepository } from './service-keys.repository.js';

/** The public key with which other services check this one's calls. */
@Controller('internal/keys')
@Anonymous()
@ApiExcludeController()
export class KeysController {
  constructor(private readonly keys: ServiceKeysRepository) {}

  @Get()
  async list(): Promise<{ keys: JWK[] }> {
    return { keys: [(await this.keys.current()).publicJwk] };
  }
}
