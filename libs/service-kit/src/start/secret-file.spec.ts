import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOrCreateSecret } from './secret-file.js';

/** Reads each file that it is told of. */
const READER = `
  const { readOrCreateSecret } = await import('./libs/service-kit/src/start/secret-file.ts');
  const read = (file) => {
    try {
      return readOrCreateSecret(file).toString();
    } catch (error) {
      return error.message;
    }
  };
  process.on('message', (file) => process.send(read(file)));
  process.send('ready');
`;

describe('a secret in a file', () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'secrets-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is made if there is none, for its owner alone', () => {
    const file = join(directory, 'made');
    expect(readOrCreateSecret(file).length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrCreateSecret(file)).toEqual(readFileSync(file));
    expect(readdirSync(directory)).toEqual(['made']);
  });

  it('is refused if it is short, and stays as it is', () => {
    const file = join(directory, 'short');
    writeFileSync(file, 'hunter2');
    expect(() => readOrCreateSecret(file)).toThrow(`The secret file ${file} must hold at least 32 bytes.`);
    expect(readFileSync(file, 'utf8')).toBe('hunter2');
  });

  it('is the same for all processes that need it at once', async () => {
    const readers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '--eval', READER], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    );
    try {
      await Promise.all(readers.map(answerOf));
      for (let round = 0; round < 200; round++) {
        const file = join(directory, `shared-${round}`);
        const answers = readers.map(answerOf);
        for (const reader of readers) reader.send(file);
        const secret = new Set(await Promise.all(answers));
        expect([...secret]).toEqual([readFileSync(file, 'utf8')]);
      }
    } finally {
      for (const reader of readers) reader.kill();
    }
  });
});

async function answerOf(reader: ChildProcess): Promise<unknown> {
  const [answer] = (await once(reader, 'message')) as unknown[];
  return answer;
}
