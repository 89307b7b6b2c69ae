import { IsInt, IsString, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class RelationshipsConfig extends ServiceConfig {
  /** File that holds the secret of invitation links; made with a random one if it does not exist. */
  @IsString()
  LINK_SECRET_FILE: string;

  /** How long the link of an invitation works, in seconds. */
  @IsInt()
  @Min(1)
  INVITATION_TTL_SECONDS: number = 30 * 24 * 60 * 60;

  /** How often unfinished work is looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;
}
