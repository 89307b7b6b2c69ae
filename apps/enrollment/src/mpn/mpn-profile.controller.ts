import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { hash } from '@node-rs/argon2';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { Access, operatorAccess } from '#lib/service-kit';
import { MpnAccountRepository } from './mpn-account.repository.js';
import { ImportedMembers, ImportMembersRequest, MpnProfileDto, toMpnProfile } from './mpn-profile.dto.js';
import { MpnProfileRepository } from './mpn-profile.repository.js';

/** The membership directory of this installation. */
@ApiTags('Operator')
@Controller('v1/operator/mpnprofiles')
export class MpnProfileController {
  constructor(
    private readonly profiles: MpnProfileRepository,
    private readonly accounts: MpnAccountRepository,
  ) {}

  /** Imports company profiles, and the accounts that find them. Importing again replaces them. */
  @Post()
  @HttpCode(200)
  @Access(operatorAccess)
  async import(@Body() { profiles = [], accounts = [] }: ImportMembersRequest): Promise<ImportedMembers> {
    if (profiles.length > 0) await this.profiles.put(profiles.map(toMpnProfile));
    for (const { userName, password, mpnIds } of accounts) {
      const passwordHash = await hash(password);
      await this.accounts.put({ userName: userName.trim().toLowerCase(), passwordHash, mpnIds });
    }
    return { profiles: profiles.length, accounts: accounts.length };
  }

  /** One company profile. */
  @Get(':mpnId')
  @Access(operatorAccess)
  async get(@Param('mpnId') mpnId: string): Promise<MpnProfileDto> {
    const profile = await this.profiles.find(mpnId);
    if (profile) return profile;
    throw new PartnerError(faults.mpnIdNotFound, `Partner Organization with partner_id ${mpnId} could not be found`);
  }
}
