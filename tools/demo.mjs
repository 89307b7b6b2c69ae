// @ts-check
// `npm run demo`: takes a running platform through its first slice, with requests as Microsoft's SDK for Java sends them.
import { unlessAborted } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { runProgram } from './stack/process/program.mjs';

// kafkajs sets timeouts that have passed already, of which Node warns.
process.removeAllListeners('warning');

await runProgram(async (signal) => {
  const { runDemo } = await import('./demo/slice.mjs').catch(explainMissingPackages);
  await unlessAborted(signal, runDemo());
  return 0;
});

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {never}
 */
function explainMissingPackages(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new Failure('The npm packages are not installed: run "npm ci" first.');
}
