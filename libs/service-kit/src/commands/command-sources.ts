import { Injectable } from '@nestjs/common';
import { roles as knownRoles, type Role } from '#lib/contracts';
import { getCommandSource } from '#contracts/internal/identity';
import { Remembered } from '../access/remembered.js';
import { InternalClient } from '../internal/internal-client.js';

/** How long a source that was taken away, or got other roles, may be taken for what it was. */
const REMEMBER_MS = 10_000;

/** Whom a source of commands speaks for, and what it may. */
export interface CommandSource {
  partnerId: string;
  /** The application that it is registered for. */
  objectId: string;
  roles: Role[];
}

/** The sources of commands, which identity owns. Identity away is 503, never an answer: the command waits. */
@Injectable()
export class CommandSources {
  private readonly remembered = new Remembered<CommandSource>({ forMs: REMEMBER_MS });

  constructor(private readonly internal: InternalClient) {}

  /** Undefined: it speaks for nobody. */
  find(source: string): Promise<CommandSource | undefined> {
    return this.remembered.find(source, () => this.ask(source));
  }

  private async ask(source: string): Promise<CommandSource | undefined> {
    // Such as `..`, which is no value of a query, and no source either.
    if (!/[^.]/.test(source)) return undefined;
    const answer = await this.internal.call(getCommandSource, { source });
    if (answer.status !== 200) return undefined;
    const { tenantId, objectId, roles } = answer.body;
    return { partnerId: tenantId, objectId, roles: knownRoles.filter((role) => roles.includes(role)) };
  }
}
