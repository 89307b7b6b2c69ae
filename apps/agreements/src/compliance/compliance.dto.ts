import { IsOptional, IsString, MaxLength } from 'class-validator';

/**
 * The partner that is asked about: send one of the two. Empty is the same as absent, because .NET's SDK always sends both
 * names.
 */
export class AgreementStatusQuery {
  /** Digits. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  mpnId?: string;

  /** The partner's tenant, a GUID. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  tenantId?: string;
}

export class AgreementStatusResource {
  isAgreementSigned: true;
}
