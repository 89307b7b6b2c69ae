// `npm run demo [-- customer | customers | enrollment | partnership | agreements]`: takes a running platform through what it can do.
import { readScript, scriptNames } from '../demo/script.ts';
import { openSession } from '../demo/session.ts';
import { Stage } from '../demo/stage.ts';
import { unlessAborted } from '../process/concurrency.ts';
import { Failure, runProgram } from '../process/program.ts';

await runProgram(async (signal) => {
  const [name = 'customer'] = process.argv.slice(2);
  if (!scriptNames().includes(name))
    throw new Failure(`There is no demo "${name}". There are: ${scriptNames().join(', ')}.`);
  const play = async (): Promise<void> => new Stage(await openSession()).play(readScript(name));
  await unlessAborted(signal, play());
  return 0;
});
