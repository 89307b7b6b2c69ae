import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The secret in a file, of at least 32 bytes; a random one is made if there is no such file. */
export function readOrCreateSecret(file: string): Buffer {
  if (!existsSync(file)) createOnce(file);
  const secret = readFileSync(file);
  if (secret.length < 32) throw new Error(`The secret file ${file} must hold at least 32 bytes.`);
  return secret;
}

/** A key of 32 bytes for one purpose, which tells nothing about those for others. */
export function derivedKey(secretFile: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', readOrCreateSecret(secretFile), '', purpose, 32));
}

/**
 * Several instances may start at once on the same file: the first one's secret is everybody's. It is written before the file has its
 * name, so that nobody finds the file empty, not even after this process was killed.
 */
function createOnce(file: string): void {
  const written = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(written, randomBytes(48).toString('base64'), { flag: 'wx', mode: 0o600, flush: true });
    linkSync(written, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(written, { force: true });
  }
}
