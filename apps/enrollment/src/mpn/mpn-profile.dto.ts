import { ArrayMaxSize, IsArray, IsBoolean, IsNumberString, IsOptional, Length, MaxLength } from 'class-validator';
import { IsCountry, Text } from '#lib/contracts';
import { Nested } from '#lib/partner-api';
import { type MpnProfile } from '../company/company.js';

/** A company profile of the membership directory. */
export class MpnProfileDto {
  /** Digits, up to 12. */
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId: string;

  @Text({ min: 2, max: 200 })
  companyName: string;

  /** ISO 3166-1 alpha-2 code of the location. */
  @IsCountry()
  country: string;

  /** Only active company profiles can be associated; `true` if it is left out. */
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

/** An account in the membership directory, and the company profiles that it shows. */
export class MpnAccountDto {
  @Text({ max: 254 })
  userName: string;

  @Length(8, 256)
  password: string;

  /** The profiles have to be imported before, or in the same request. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsNumberString({ no_symbols: true }, { each: true })
  @MaxLength(12, { each: true })
  mpnIds: string[];
}

/** A part of the membership directory; what is known already is replaced. */
export class ImportMembersRequest {
  /** Up to 1,000. */
  @IsOptional()
  @Nested(() => MpnProfileDto)
  @IsArray()
  @ArrayMaxSize(1_000)
  profiles?: MpnProfileDto[];

  /** Up to 50: each password is hashed. */
  @IsOptional()
  @Nested(() => MpnAccountDto)
  @IsArray()
  @ArrayMaxSize(50)
  accounts?: MpnAccountDto[];
}

/** How many were imported. */
export class ImportedMembers {
  profiles: number;
  accounts: number;
}

/** The credentials of the membership directory; they are passed on and not kept. */
export class DirectorySignInRequest {
  @Text({ max: 254 })
  userName: string;

  @Length(1, 256)
  password: string;
}

export function toMpnProfile({ mpnId, companyName, country, active = true }: MpnProfileDto): MpnProfile {
  return { mpnId, companyName, country, active };
}
