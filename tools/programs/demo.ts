// `npm run demo [-- customer | customers | enrollment | partnership | agreements]`: takes a running platform through what it can do.
import { unlessAborted } from '../process/concurrency.ts';
import { Failure, runProgram } from '../process/program.ts';

const demos: Record<string, () => Promise<void>> = {
  customer: async () => (await import('../demo/customer.ts')).playCustomer(),
  partnership: async () => (await import('../demo/partnership.ts')).playPartnership(),
  agreements: async () => (await import('../demo/agreements.ts')).playAgreements(),
  customers: async () => (await import('../demo/customers.ts')).playCustomers(),
  enrollment: async () => (await import('../demo/enrollment.ts')).playEnrollment(),
};

await runProgram(async (signal) => {
  const [name = 'customer'] = process.argv.slice(2);
  const play = demos[name];
  if (!play) throw new Failure(`There is no demo "${name}". There are: ${Object.keys(demos).join(', ')}.`);
  await unlessAborted(signal, play());
  return 0;
});
