import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { type ServiceConfig } from '../../start/config.js';
import { KeyWrap } from './key-wrap.js';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const wrapWith = (file: string): KeyWrap => new KeyWrap({ KEY_SECRET_FILE: join(folder, file) } as ServiceConfig);

describe('[keys] private keys in the database', () => {
  let key: JWK;
  beforeAll(async () => {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    key = await exportJWK(pair.privateKey);
  });

  it('cannot be read without the secret, and with it by every instance', async () => {
    const wrapped = await wrapWith('secret').wrap(key);
    expect(wrapped).not.toContain(key.d);
    expect(await wrapWith('secret').unwrap(wrapped)).toEqual(key);
  });

  it('are wrapped anew each time', async () =>
    expect(await wrapWith('secret').wrap(key)).not.toBe(await wrapWith('secret').wrap(key)));

  it('with another secret, or where they were changed, end in a sentence that names the file', async () => {
    const wrapped = await wrapWith('secret').wrap(key);
    const refusal = new RegExp(`a different secret than the one in ${join(folder, 'other')}. Set KEY_SECRET_FILE`);
    await expect(wrapWith('other').unwrap(wrapped)).rejects.toThrow(refusal);
    await expect(wrapWith('secret').unwrap(`${wrapped.slice(0, -4)}AAAA`)).rejects.toThrow('KEY_SECRET_FILE');
  });

  it('need a secret of 32 bytes; one that is made is for its owner alone', async () => {
    writeFileSync(join(folder, 'short'), 'x');
    await expect(wrapWith('short').wrap(key)).rejects.toThrow('must hold at least 32 bytes');
    await wrapWith('made').wrap(key);
    expect(statSync(join(folder, 'made')).mode & 0o777).toBe(0o600);
  });
});
