import { Inject, Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { isStoredName, OidcRepository, type OidcPayload } from '../grants/oidc.repository.js';

export const DEVICE_CODE = 'DeviceCode';
/** How long a device waits between two requests for its tokens, in seconds. */
export const POLLING_SECONDS = 5;
/** Requests may come a little early. */
const TOO_SOON_MS = POLLING_SECONDS * 1_000 - 1_000;

/** Devices that ask for tokens while their user signs in elsewhere. */
@Injectable()
export class DeviceCodes {
  constructor(
    private readonly storage: OidcRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Refuses a device that asks too often while its user has not answered yet. */
  async pace(deviceCode: string): Promise<void> {
    if (isStoredName(deviceCode)) throw new errors.InvalidGrant('device code not found');
    const now = this.clock.now();
    const before = await this.storage.notePoll(DEVICE_CODE, deviceCode, now);
    if (!before?.polledAt || !isWaiting(before.payload, now)) return;
    if (now.getTime() - before.polledAt.getTime() >= TOO_SOON_MS) return;
    throw new errors.SlowDown(`Ask every ${POLLING_SECONDS} seconds, and from now on less often.`);
  }
}

/** Neither has the user answered, nor has the code expired. */
function isWaiting({ accountId, error, exp }: OidcPayload, now: Date): boolean {
  return accountId === undefined && error === undefined && Number(exp) * 1_000 > now.getTime();
}
