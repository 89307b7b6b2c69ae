import { IsBoolean, IsDateString, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { defineEvent } from '../contract.js';

/** A command was rejected for good. It has changed nothing, and a repeat has no further effect. */
export class CommandRejectedV1 {
  /** `ce_id` of the command. */
  @IsString()
  @MaxLength(256)
  commandId: string;

  /** `ce_source` of the command. */
  @IsString()
  @MaxLength(256)
  commandSource: string;

  /** `ce_type` of the command; absent when it had none. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  commandType?: string;

  /** The company that the source speaks for, a GUID; absent when it speaks for none. */
  @IsOptional()
  @IsUUID('loose')
  partnerId?: string;

  /** The numeric code of the same refusal in the public API. */
  @IsInt()
  code: number;

  /** What is wrong, and what to do. */
  @IsString()
  @MaxLength(1_000)
  description: string;

  /** Whether the command could not be read, and waits among the dead letters: an operator can give it to a later version again. */
  @IsBoolean()
  parked: boolean;

  /** ISO 8601 in UTC. */
  @IsDateString()
  rejectedAt: string;
}

const rejected = { name: 'command.rejected', version: 1, payload: CommandRejectedV1 } as const;

/** Each service that takes commands publishes it on its own topic. */
export const commandRejected = defineEvent({ ...rejected, service: 'customers' });
export const commandRejectedByAgreements = defineEvent({ ...rejected, service: 'agreements' });
export const commandRejectedByRelationships = defineEvent({ ...rejected, service: 'relationships' });
export const commandRejectedByEnrollment = defineEvent({ ...rejected, service: 'enrollment' });
