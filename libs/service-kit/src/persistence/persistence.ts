import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, OutboxRelay } from '#lib/messaging';

/** What every aggregate repository needs. */
@Injectable()
export class Persistence {
  constructor(
    readonly relay: OutboxRelay,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}
}
