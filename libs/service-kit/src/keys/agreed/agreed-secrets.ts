import { randomBytes, scrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { type ServiceName } from '#lib/contracts';
import { type ServiceConfig } from '../../start/config.js';
import { secretFilesOf } from '../../start/secret-file.decorator.js';
import { readOrCreateSecret } from '../../start/secret-file.js';
import { StartRefusedError } from '../../start/start-refused.error.js';
import { KeyWrap } from '../internal/key-wrap.js';
import { type Fingerprint, type Fingerprints } from './fingerprints.repository.js';

/** As many characters as nobody meets by chance, and few enough to copy. */
const MARK_LENGTH = 16;
const slowHash = promisify(scrypt) as (secret: Buffer, salt: string, length: number) => Promise<Buffer>;
const logger = new Logger('Secrets');

/**
 * Keeps an instance with another secret than the others' from starting: it would make links and keys that they do not know. The
 * first instance decides; its database keeps a fingerprint of each secret. See `docs/adr/0069-one-secret.md`.
 */
export async function agreeOnSecrets(
  service: ServiceName,
  config: ServiceConfig,
  fingerprints: Fingerprints,
): Promise<void> {
  const checked = secretFilesOf(config).map((secret) => differenceOf(secret, service, config, fingerprints));
  const differences = (await Promise.all(checked)).filter((difference) => difference !== undefined);
  if (differences.length === 0) return;
  const accepted = differences.flatMap(({ mark }) => mark ?? []);
  throw new StartRefusedError(
    [
      `The instances of ${service} must have the same secrets:`,
      ...differences.map(({ fault }) => `  - ${fault}`),
      'Give this instance the files of the others.',
      ...(accepted.length > 0
        ? [
            `If you replace a secret on purpose, read "Replace a secret" in docs/guides/operate.md, and start with ACCEPTED_SECRETS=${accepted.join(',')}`,
          ]
        : []),
    ].join('\n'),
  );
}

interface Difference {
  fault: string;
  /** What makes this secret the one that counts, as a value of `ACCEPTED_SECRETS`. */
  mark?: string;
}

async function differenceOf(
  { setting, file }: { setting: string; file: string },
  service: ServiceName,
  config: ServiceConfig,
  fingerprints: Fingerprints,
): Promise<Difference | undefined> {
  const fingerprintWith = async (salt: string): Promise<string> =>
    (await slowHash(readOrCreateSecret(file), `${service} ${setting} ${salt}`, 32)).toString('hex');
  const makeFingerprint = async (): Promise<Fingerprint> => {
    const salt = randomBytes(16).toString('hex');
    return { _id: setting, salt, fingerprint: await fingerprintWith(salt) };
  };
  for (;;) {
    const stored = await fingerprints.find(setting);
    if (!stored) {
      await assertOpensKeys(setting, config, fingerprints);
      if (await fingerprints.add(await makeFingerprint())) return undefined;
      continue;
    }
    if (!existsSync(file)) return { fault: `${setting}: there is no file ${file}.` };
    const own = await fingerprintWith(stored.salt);
    if (own === stored.fingerprint) return undefined;
    const mark = `${setting}=${own.slice(0, MARK_LENGTH)}`;
    if (!config.ACCEPTED_SECRETS.includes(mark))
      return { fault: `${setting}: the secret in ${file} is another one.`, mark };
    if (await fingerprints.replace(stored, await makeFingerprint())) {
      logger.warn(`The secret in ${file} replaces the one before. Other instances need it, too.`);
      return undefined;
    }
  }
}

/** What the database of an older version says of the secret, which kept no fingerprint: its keys open, or they do not. */
async function assertOpensKeys(setting: string, config: ServiceConfig, fingerprints: Fingerprints): Promise<void> {
  const wrapped = setting === 'KEY_SECRET_FILE' ? await fingerprints.wrappedKey() : undefined;
  if (wrapped !== undefined) await new KeyWrap(config).unwrap(wrapped);
}
