import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';

/** Each asks for as many ports as a platform has, and holds them until it is killed. */
const ASKING = `
  const { freePort } = await import('./tools/process/ports.ts');
  const ports = [];
  for (let count = 0; count < 100; count++) ports.push(await freePort());
  process.send(ports);
  process.on('message', () => {});
`;

describe('Free ports', () => {
  it('are given to one of several processes that ask at the same time', async () => {
    const processes = Array.from({ length: 4 }, () =>
      execa(PROJECT_NODE, ['--input-type=module', '--eval', ASKING], { cwd: ROOT, ipc: true, reject: false }),
    );
    const answers = await Promise.all(processes.map((each) => each.getOneMessage()));
    for (const each of processes) each.kill();
    await Promise.all(processes);
    const ports = (answers as number[][]).flat();
    expect(ports).toHaveLength(400);
    expect(new Set(ports).size).toBe(ports.length);
  });
});
