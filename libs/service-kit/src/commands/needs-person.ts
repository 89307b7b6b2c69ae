import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { type CommandEffect } from './command-receipts.js';

/** What a command asks for that only a person can do, such as to sign. Whoever sends it is told so, and where a person does it. */
export function needsPerson(what: string, where: string): CommandEffect {
  const refuse = (): Promise<Rejected> =>
    Promise.resolve(
      reject(faults.forbidden, `Access denied. ${what} needs a person, and no platform can do it: ${where}.`),
    );
  return { access: { roles: [], partnerTypes: 'none', app: true }, check: refuse, apply: refuse };
}
