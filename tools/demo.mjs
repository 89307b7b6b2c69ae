// @ts-check
// `npm run demo [-- customer | customers | enrollment | partnership | agreements]`: takes a running platform through what it can do.
import { unlessAborted } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { runProgram } from './stack/process/program.mjs';

// kafkajs sets timeouts that have passed already, of which Node warns.
process.removeAllListeners('warning');

/** @type {Record<string, () => Promise<void>>} */
const demos = {
  customer: async () => (await import('./demo/customer.mjs')).playCustomer(),
  partnership: async () => (await import('./demo/partnership.mjs')).playPartnership(),
  agreements: async () => (await import('./demo/agreements.mjs')).playAgreements(),
  customers: async () => (await import('./demo/customers.mjs')).playCustomers(),
  enrollment: async () => (await import('./demo/enrollment.mjs')).playEnrollment(),
};

await runProgram(async (signal) => {
  const [name = 'customer'] = process.argv.slice(2);
  const play = demos[name];
  if (!play) throw new Failure(`There is no demo "${name}". There are: ${Object.keys(demos).join(', ')}.`);
  await unlessAborted(signal, play().catch(explainMissingPackages));
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
