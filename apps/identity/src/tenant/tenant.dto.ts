import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsFQDN, MaxLength } from 'class-validator';
import { TenantReservation } from '#contracts/internal/identity';
import { foldedDomain } from './domain/domain-name.js';

/** A domain name in any casing and script; read as lower case ASCII, so that each one is one value. */
export function IsDomain(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? foldedDomain(value) : (value as unknown))),
    IsFQDN(),
    MaxLength(253),
  );
}

/** A tenant to be reserved for a customer. */
export class ReserveTenantRequest extends TenantReservation {
  @IsDomain()
  declare domain: string;
}
