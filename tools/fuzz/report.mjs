// @ts-check
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * Reads what Schemathesis has reported, an event a line.
 * @param {string} file
 * @returns {Promise<{ cases: number, checks: Map<string, Count>, failures: Map<string, number> }>} failures by check, operation and title
 */
export async function readReport(file) {
  /** @type {Map<string, Count>} */
  const checks = new Map();
  /** @type {Map<string, number>} */
  const failures = new Map();
  let cases = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { ScenarioFinished: scenario } = JSON.parse(line);
    if (!scenario?.recorder?.interactions) continue;
    cases += Object.keys(scenario.recorder.interactions).length;
    for (const { name, status, failure_info: info } of Object.values(scenario.recorder.checks ?? {}).flat()) {
      const count = checks.get(name) ?? { passed: 0, failed: 0 };
      const failed = status !== 'success';
      checks.set(name, { passed: count.passed + Number(!failed), failed: count.failed + Number(failed) });
      if (!failed) continue;
      const title = `${name}: ${scenario.recorder.label}: ${info?.failure?.title ?? status}`;
      failures.set(title, (failures.get(title) ?? 0) + 1);
    }
  }
  return { cases, checks: new Map([...checks].sort()), failures };
}
