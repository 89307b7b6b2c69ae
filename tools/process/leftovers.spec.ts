import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataDirectory, ProcessRecord } from './leftovers.ts';

let dataDir: string;
let child: ChildProcess;
let lines: string[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'leftovers-'));
  lines = [];
  child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  new ProcessRecord(dataDir).add('a sleeper', child.pid!);
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

const claim = (): Promise<void> => claimDataDirectory(dataDir, (line) => lines.push(line));
const file = (): string => join(dataDir, 'processes', `${child.pid}.json`);

function change(fields: object): void {
  writeFileSync(file(), JSON.stringify({ ...JSON.parse(readFileSync(file(), 'utf8')), ...fields }));
}

it('ends what a killed run left behind, and says so', async () => {
  change({ owner: { pid: spawnSync('true').pid, startedAt: 'once' } });
  const ended = once(child, 'exit');
  await claim();
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(lines).toEqual([expect.stringContaining(`Stopping a sleeper (process ${child.pid})`)]);
  expect(readdirSync(join(dataDir, 'processes'))).toEqual([]);
});

it('leaves a process alone that only has the id of one that has ended', async () => {
  change({ owner: { pid: spawnSync('true').pid, startedAt: 'once' }, startedAt: 'earlier' });
  await claim();
  expect(lines).toEqual([]);
  expect(child.exitCode ?? child.signalCode).toBeNull();
});

it('refuses a directory in which another run has processes', async () => {
  const other = spawn('sleep', ['600'], { stdio: 'ignore' });
  const elsewhere = mkdtempSync(join(tmpdir(), 'leftovers-'));
  try {
    new ProcessRecord(elsewhere).add('the other run', other.pid!);
    const { pid, startedAt } = JSON.parse(readFileSync(join(elsewhere, 'processes', `${other.pid}.json`), 'utf8'));
    change({ owner: { pid, startedAt } });
    await expect(claim()).rejects.toThrow(`in use by process ${other.pid}, which runs a sleeper. Stop it first.`);
    expect(child.exitCode ?? child.signalCode).toBeNull();
  } finally {
    other.kill('SIGKILL');
    rmSync(elsewhere, { recursive: true });
  }
});
