import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, exportJWK } from 'jose';
import { type ServiceConfig } from '../../start/config.js';
import { SecretFile } from '../../start/secret-file.decorator.js';
import { StartRefusedError } from '../../start/start-refused.error.js';
import { KeyWrap } from '../internal/key-wrap.js';
import { agreeOnSecrets } from './agreed-secrets.js';
import { Fingerprints, type Fingerprint } from './fingerprints.repository.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

class General {
  @SecretFile()
  KEY_SECRET_FILE = join(folder, 'key');

  ACCEPTED_SECRETS: string[] = [];
}
class Config extends General {
  @SecretFile()
  LINK_SECRET_FILE = join(folder, 'link');

  @SecretFile()
  OTHER_SECRET_FILE?: string;
}

/** A database that keeps one fingerprint for each setting. */
class Kept extends Fingerprints {
  readonly kept = new Map<string, Fingerprint>();
  key?: string;
  constructor() {
    super({ collection: () => Promise.reject(new Error('not here')) as never });
  }
  override find = (setting: string) => Promise.resolve(this.kept.get(setting));
  override add = (one: Fingerprint) => Promise.resolve(!this.kept.has(one._id) && !!this.kept.set(one._id, one));
  override replace = (before: Fingerprint, one: Fingerprint) =>
    Promise.resolve(this.kept.get(one._id) === before && !!this.kept.set(one._id, one));
  override wrappedKey = () => Promise.resolve(this.key);
}

const start = (database: Kept, changes: Partial<Config> = {}): Promise<void> =>
  agreeOnSecrets('customers', Object.assign(new Config(), changes) as unknown as ServiceConfig, database);
const refusal = (started: Promise<void>): Promise<StartRefusedError> =>
  started.then(
    () => Promise.reject(new Error('It started.')),
    (error: unknown) => (error instanceof StartRefusedError ? error : Promise.reject(error as Error)),
  );
const other = (name: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `${name} `.repeat(32));
  return file;
};
const acceptedIn = ({ message }: Error): string[] => /ACCEPTED_SECRETS=(.*)$/.exec(message)?.[1]?.split(',') ?? [];

describe('[keys] the instances of a service have the same secrets', () => {
  let database: Kept;
  beforeEach(() => (database = new Kept()));

  it('the first one decides, and those with the same files follow', async () => {
    await start(database);
    await start(database);
    expect([...database.kept.keys()].sort()).toEqual(['KEY_SECRET_FILE', 'LINK_SECRET_FILE']);
  });

  it('one with another secret is refused, and told which setting, which file and what to do', async () => {
    await start(database);
    const { message } = await refusal(start(database, { LINK_SECRET_FILE: other('another') }));
    expect(message).toMatch(
      /^The instances of customers must have the same secrets:\n {2}- LINK_SECRET_FILE: the secret in \S+another is another one\.\nGive this instance the files of the others\.\nIf you replace .* ACCEPTED_SECRETS=LINK_SECRET_FILE=[0-9a-f]{16}$/,
    );
  });

  it('all differences are told at once', async () => {
    await start(database);
    const changes = { LINK_SECRET_FILE: other('another'), KEY_SECRET_FILE: other('a third') };
    expect(acceptedIn(await refusal(start(database, changes)))).toHaveLength(2);
  });

  it('a file that has gone is asked for, and no other secret is made in its place', async () => {
    await start(database);
    const gone = join(folder, 'gone');
    const { message } = await refusal(start(database, { LINK_SECRET_FILE: gone }));
    expect(message).toContain(`LINK_SECRET_FILE: there is no file ${gone}.`);
    expect(message).not.toContain('ACCEPTED_SECRETS');
    expect(existsSync(gone)).toBe(false);
  });

  it('of instances that start at once with different secrets on an empty database, one wins', async () => {
    const starts = await Promise.allSettled([start(database), start(database, { LINK_SECRET_FILE: other('another') })]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('one that is accepted replaces the one before, which is refused from then on', async () => {
    await start(database);
    const next = { LINK_SECRET_FILE: other('next') };
    const ACCEPTED_SECRETS = acceptedIn(await refusal(start(database, next)));
    await Promise.all([start(database, { ...next, ACCEPTED_SECRETS }), start(database, { ...next, ACCEPTED_SECRETS })]);
    await start(database, next);
    await refusal(start(database));
  });

  it('a setting that was left accepts nothing later, not even the same secret once more', async () => {
    await start(database);
    const next = { LINK_SECRET_FILE: other('next') };
    const ACCEPTED_SECRETS = acceptedIn(await refusal(start(database, next)));
    await start(database, { ...next, ACCEPTED_SECRETS });
    await start(database, { ACCEPTED_SECRETS: acceptedIn(await refusal(start(database))) });
    await refusal(start(database, { ...next, ACCEPTED_SECRETS }));
  });

  it('where an older version kept none, a secret that does not open its keys is not taken', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    database.key = await new KeyWrap(new Config() as unknown as ServiceConfig).wrap(await exportJWK(privateKey));
    await refusal(start(database, { KEY_SECRET_FILE: other('another') }));
    expect(database.kept.has('KEY_SECRET_FILE')).toBe(false);
    await start(database);
  });

  it('fingerprints tell nothing of a secret, and differ from service to service and from time to time', async () => {
    const again = new Kept();
    const config = Object.assign(new Config(), { LINK_SECRET_FILE: new Config().KEY_SECRET_FILE });
    await start(database, config);
    await start(again, config);
    const all = [...database.kept.values(), ...again.kept.values()].map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(4);
  });
});
