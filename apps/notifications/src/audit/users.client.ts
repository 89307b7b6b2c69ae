import { isUUID } from 'class-validator';
import { Injectable } from '@nestjs/common';
import { InternalClient } from '#lib/service-kit';
import { getCurrentUser } from '#contracts/internal/identity';

/** Asks identity who acted, where no record tells of that user: the operator may have set it up before there were events. */
@Injectable()
export class UsersClient {
  constructor(private readonly internal: InternalClient) {}

  /** User principal name; undefined for applications, sources of commands, and users that are gone. */
  async nameOf(tenantId: string, userId: string): Promise<string | undefined> {
    if (!isUUID(userId, 'loose')) return undefined;
    const { status, body } = await this.internal.call(getCurrentUser, { tenantId, userId });
    return status === 200 ? body.userPrincipalName : undefined;
  }
}
