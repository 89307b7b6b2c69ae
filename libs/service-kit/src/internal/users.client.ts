import { Inject, Injectable, Optional } from '@nestjs/common';
import { getCurrentUser, type CurrentUser } from '#contracts/internal/identity';
import { type Caller } from '../access/caller.js';
import { InternalClient } from './internal-client.js';

/** Where the users are, for the service that owns them. */
export interface UserDirectory {
  findCurrent(tenantId: string, userId: string): Promise<CurrentUser | undefined>;
}

export const USER_DIRECTORY = Symbol('UserDirectory');

/** Asks identity for users, before what only somebody with a certain role may do. Identity away is 503, never an answer. */
@Injectable()
export class UsersClient {
  constructor(
    private readonly internal: InternalClient,
    @Optional() @Inject(USER_DIRECTORY) private readonly own?: UserDirectory,
  ) {}

  /** The user who calls, or another one of its tenant; undefined when it is gone. */
  async find(caller: Caller, userId = caller.objectId): Promise<CurrentUser | undefined> {
    const { tenantId } = caller;
    if (this.own) return this.own.findCurrent(tenantId, userId);
    const answer = await this.internal.call(getCurrentUser, { tenantId, userId }, { caller });
    return answer.status === 200 ? answer.body : undefined;
  }
}
