import { type Adapter, type AdapterPayload } from 'oidc-provider';
import { type ApplicationRepository } from '../../application/application.repository.js';
import { clientOf } from './clients.js';
import { type OidcPayload, type OidcRepository } from './oidc.repository.js';

/** Stores one kind of oidc-provider's models, such as `RefreshToken`. */
export class OidcAdapter implements Adapter {
  constructor(
    private readonly kind: string,
    protected readonly storage: OidcRepository,
  ) {}

  async upsert(id: string, payload: AdapterPayload, lifetimeSeconds: number): Promise<void> {
    await this.storage.save(this.kind, id, withoutCookie(payload), lifetimeSeconds);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.storage.find(this.kind, id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.storage.findByUid(this.kind, uid);
  }

  /** Device codes alone have them; see `DeviceCodeAdapter`. */
  findByUserCode(_userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(undefined);
  }

  /** Comes before it is certain that the request is answered; see `SpentGrants`. */
  consume(): Promise<void> {
    return Promise.resolve();
  }

  async destroy(id: string): Promise<void> {
    await this.storage.remove(this.kind, id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.storage.removeByGrant(this.kind, grantId);
  }
}

/** Finds applications, as clients of oidc-provider. */
export class ClientAdapter extends OidcAdapter {
  constructor(
    private readonly applications: ApplicationRepository,
    storage: OidcRepository,
  ) {
    super('Client', storage);
  }

  override async find(appId: string): Promise<AdapterPayload | undefined> {
    const application = await this.applications.find(appId);
    return application && clientOf(application);
  }
}

/** An interaction names the session by its uid; the cookie's value beside it would be a secret in the clear. */
function withoutCookie({ session, ...payload }: AdapterPayload): OidcPayload {
  if (!session) return payload;
  const { cookie: _, ...named } = session;
  return { ...payload, session: named };
}
