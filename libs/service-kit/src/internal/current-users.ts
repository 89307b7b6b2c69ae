import { Injectable } from '@nestjs/common';
import { type Caller } from '../access/caller.js';
import { InternalClient } from './internal-client.js';

/** A user as identity knows it at this moment. */
export interface CurrentUser {
  userId: string;
  userPrincipalName: string;
  /** The roles that the user holds now, whatever its token says. */
  roles: string[];
}

/** Asks identity for users, before what only somebody with a certain role may do. Identity away is 503, never an answer. */
@Injectable()
export class CurrentUsers {
  constructor(private readonly internal: InternalClient) {}

  /** The user who calls; undefined when it is gone. */
  async find(caller: Caller): Promise<CurrentUser | undefined> {
    const path = `/internal/tenants/${caller.tenantId}/users/${caller.objectId}`;
    const { status, body } = await this.internal.call('identity', 'GET', path, { caller });
    return status === 200 ? (body as CurrentUser) : undefined;
  }
}
