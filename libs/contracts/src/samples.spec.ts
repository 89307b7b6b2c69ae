import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parsePayload, type CommandContract, type EventContract } from './contract.js';

type Contract = EventContract | CommandContract;

const here = join(process.cwd(), 'libs', 'contracts');

/** All contracts, each in a file of its own. */
async function contracts(): Promise<Contract[]> {
  const files = readdirSync(join(here, 'src'), { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(
    files
      .filter((file) => /\.v\d+\.ts$/.test(file))
      .map((file) => import(pathToFileURL(join(here, 'src', file)).href) as Promise<Record<string, object>>),
  );
  return modules.flatMap((module) => Object.values(module).filter((one): one is Contract => 'payload' in one));
}

/** One payload for each form that messages of this type have ever had. They are never changed or removed: topics keep such messages for ever. */
function samplesOf({ type }: Contract): object[] {
  return JSON.parse(readFileSync(join(here, 'samples', `${type.replace('io.twotier.', '')}.json`), 'utf8')) as object[];
}

const all = await contracts();

it('finds the contracts', () => expect(all.length).toBeGreaterThan(40));

it.each(all.map((contract) => [contract.type, contract] as const))(
  '[events] every %s that was ever published can be read',
  (_, contract) => {
    const samples = samplesOf(contract);
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(parsePayload(contract, sample)).toMatchObject(sample);
  },
);
