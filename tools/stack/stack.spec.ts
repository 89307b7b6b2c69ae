import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** On a machine that has none of the programs, and nothing in its cache. */
function start(environment: NodeJS.ProcessEnv): Promise<unknown> {
  const nowhere = { PATH: '', TWOTIER_CACHE: join(folder, 'cache'), MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9' };
  return startStack({
    dataDir: folder,
    environment: { ...nowhere, ...environment },
    ephemeralPorts: true,
    log: () => {},
  });
}

it('says which values TEST_STACK may have', async () => {
  await expect(start({ TEST_STACK: 'docker' })).rejects.toThrow(
    'TEST_STACK is "docker": it must be containers or embedded.',
  );
});

it('does without containers only where they were not asked for', async () => {
  await expect(start({ TEST_STACK: 'containers' })).rejects.toThrow(
    'TEST_STACK is containers, but no Docker engine answers: start one, or leave it out.',
  );
});

it('names what is missing, and every way out', async () => {
  const failure = start({}).catch((error: Error) => error.message);
  expect(await failure).toMatch(/^There is no Kafka and no MongoDB, and no way to start one here\./);
  for (const part of ['Java 17', 'Maven', 'mongod', 'Rust', 'KAFKA_BROKERS=', 'MONGODB_URI=', 'Docker'])
    expect(await failure).toContain(part);
});
