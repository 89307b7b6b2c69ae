import { IsInt, Min } from 'class-validator';
import { SecretFile, ServiceConfig } from '#lib/service-kit';

export class RelationshipsConfig extends ServiceConfig {
  /** File with the secret of invitation links. It is created with a random secret if it does not exist; keep it. */
  @SecretFile()
  LINK_SECRET_FILE: string;

  /** How long the link of a partnership invitation works, in seconds. */
  @IsInt()
  @Min(1)
  INVITATION_TTL_SECONDS: number = 30 * 24 * 60 * 60;

  /** How often the service looks for unfinished work, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;
}
