import { Injectable } from '@nestjs/common';
import { OutboxRelay } from '#lib/messaging';
import { PeriodicSweep } from './periodic-sweep.js';

const HOUR_SECONDS = 60 * 60;
const PAGE = 200;

/**
 * Sees to it that the topic of states has everything: when the service starts, as it may be new, and now and then, as an instance of a version of
 * before may have changed something since.
 */
@Injectable()
export class StateBackfill extends PeriodicSweep {
  constructor(private readonly relay: OutboxRelay) {
    super(HOUR_SECONDS);
  }

  protected async sweep(): Promise<void> {
    for (const store of this.relay.registered) {
      while ((await store.noteUntold?.(PAGE)) && !this.stopping);
    }
  }
}
