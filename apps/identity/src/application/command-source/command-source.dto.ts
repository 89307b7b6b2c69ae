import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { Text } from '#lib/contracts';
import { ResourceAttributes } from '#lib/partner-api';
import { type CommandSource } from '../application.js';
import { sourceRoles, type SourceRole } from './command-source.js';

/** A platform that may send commands over Kafka in the name of the caller's tenant. */
export class RegisterCommandSourceRequest {
  /** The `ce_source` of its commands: a URI with the domain of the caller's tenant as its host, of up to 256 printable characters. */
  @Text({ max: 256 })
  @Matches(/^[\x21-\x7e]+$/, { message: 'source must consist of printable ASCII characters without blanks' })
  source: string;

  /**
   * What it may beside what an application may do without a user: what users with these roles may, unless it needs a person. Only a
   * Global admin gives GlobalAdmin. Absent: none.
   */
  @ApiPropertyOptional({ enum: sourceRoles, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(sourceRoles.length)
  @ArrayUnique()
  @IsIn(sourceRoles, { each: true })
  roles?: SourceRole[];
}

export class CommandSourceResource {
  /** A GUID. */
  id: string;
  source: string;
  roles: SourceRole[];
  /** ISO 8601 in UTC. */
  registeredDate: Date;
  attributes: ResourceAttributes;
}

export function toSourceResource({ id, source, roles, registeredAt }: CommandSource): CommandSourceResource {
  return { id, source, roles: [...roles], registeredDate: registeredAt, attributes: { objectType: 'CommandSource' } };
}
