import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type Registration } from '../webhook/registration.js';
import { RegistrationRepository } from '../webhook/registration.repository.js';

const MOST = 10_000;

interface Look {
  at: Date;
  found: Promise<Registration | undefined>;
}

/**
 * The webhook registrations of partners, each as it was when it was looked for last. That is enough for whatever happened before the
 * look: a registration that was not there yet, whichever instance made it, was answered later, and tells of what happens from then on.
 */
@Injectable()
export class KnownRegistrations {
  private readonly looks = new LRUCache<string, Look>({ max: MOST });

  constructor(
    private readonly registrations: RegistrationRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those that count for what happened at a moment. */
  async at(moment: Date, partnerIds: string[]): Promise<Registration[]> {
    const found = await Promise.all(partnerIds.map((partnerId) => this.find(partnerId, moment)));
    return found.filter((registration) => registration !== undefined);
  }

  private find(partnerId: string, moment: Date): Promise<Registration | undefined> {
    const known = this.looks.get(partnerId);
    if (known && moment < known.at) return known.found;
    const look = { at: this.clock.now(), found: this.registrations.find(partnerId) };
    this.looks.set(partnerId, look);
    look.found.catch(() => {
      if (this.looks.peek(partnerId) === look) this.looks.delete(partnerId);
    });
    return look.found;
  }
}
