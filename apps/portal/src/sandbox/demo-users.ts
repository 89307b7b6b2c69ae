import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { PortalConfig } from '../portal.config.js';
import { type Tokens } from '../session/issuer.js';

/** A user of the demo, as the pages show it. */
export interface DemoUser {
  /** What it signs in with. */
  name: string;
  /** `direct-bill`, `indirect-provider`, `indirect-reseller`, `operator` or `customer`. */
  partnerType: string;
  roles: string[];
}

interface WithToken extends DemoUser {
  token: string;
}

/** The users of the demo, with the tokens that `npm start` has made for them. */
@Injectable()
export class DemoUsers {
  private readonly file: string;

  constructor({ SANDBOX_DATA_DIR = '' }: PortalConfig) {
    this.file = join(SANDBOX_DATA_DIR, 'session.json');
  }

  async all(): Promise<DemoUser[]> {
    return (await this.read()).map(({ name, partnerType, roles }) => ({ name, partnerType, roles }));
  }

  /** Undefined: there is no such user. */
  async tokensOf(name: string): Promise<Tokens | undefined> {
    const user = (await this.read()).find((other) => other.name === name);
    return user && { accessToken: user.token, expiresAt: decodeJwt(user.token).exp ?? 0 };
  }

  /** Nobody, while the demo's data are still being made. */
  private async read(): Promise<WithToken[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '{}');
    const { users = [] } = JSON.parse(text) as { users?: WithToken[] };
    return users;
  }
}
