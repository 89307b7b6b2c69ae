import { type AdapterPayload } from 'oidc-provider';
import { DEVICE_CODE } from './device-codes.js';
import { OidcAdapter } from '../grants/oidc-adapter.js';
import { hashOf, type OidcRepository } from '../grants/oidc.repository.js';

/** A device that still asks is told that its code has expired, for so long. */
const KEPT_SECONDS = 10 * 60;
/** A user code is shorter, its hash longer. */
const LONGEST_USER_CODE = 20;

/** Stores device codes. Neither the code of the device nor that of the user is in the database, only their hashes are. */
export class DeviceCodeAdapter extends OidcAdapter {
  constructor(storage: OidcRepository) {
    super(DEVICE_CODE, storage);
  }

  override async upsert(id: string, payload: AdapterPayload, lifetimeSeconds: number): Promise<void> {
    const { userCode = '' } = payload;
    const hash = userCode.length > LONGEST_USER_CODE ? userCode : hashOf(userCode);
    await super.upsert(id, { ...payload, userCode: hash }, lifetimeSeconds + KEPT_SECONDS);
  }

  override async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const found = await this.storage.findByUserCode(DEVICE_CODE, hashOf(userCode));
    return found && { ...found, userCode };
  }
}
