import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Caller } from '../access/caller.js';
import { InternalClient } from './internal-client.js';
import { internalPath } from './internal-path.js';

/** A user as identity knows it at this moment. */
export interface CurrentUser {
  userId: string;
  userPrincipalName: string;
  /** The roles that the user holds now, whatever its token says. */
  roles: string[];
}

/** Where the users are, for the service that owns them. */
export interface UserDirectory {
  findCurrent(tenantId: string, userId: string): Promise<CurrentUser | undefined>;
}

export const USER_DIRECTORY = Symbol('UserDirectory');

/** Asks identity for users, before what only somebody with a certain role may do. Identity away is 503, never an answer. */
@Injectable()
export class CurrentUsers {
  constructor(
    private readonly internal: InternalClient,
    @Optional() @Inject(USER_DIRECTORY) private readonly own?: UserDirectory,
  ) {}

  /** The user who calls; undefined when it is gone. */
  async find(caller: Caller): Promise<CurrentUser | undefined> {
    const { tenantId, objectId } = caller;
    if (this.own) return this.own.findCurrent(tenantId, objectId);
    const path = internalPath`/internal/tenants/${tenantId}/users/${objectId}`;
    const { status, body } = await this.internal.call('identity', 'GET', path, { caller });
    return status === 200 ? (body as CurrentUser) : undefined;
  }
}
