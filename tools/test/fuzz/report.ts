import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Count {
  passed: number;
  failed: number;
}
interface Check {
  name: string;
  status: string;
  failure_info?: { failure?: { title?: string } };
}
interface Event {
  ScenarioFinished?: {
    recorder?: { label: string; interactions?: object; checks?: Record<string, Check[]> };
  };
}

/**
 * Reads what Schemathesis has reported, an event a line.
 * @returns failures by check, operation and title
 */
export async function readReport(
  file: string,
): Promise<{ cases: number; checks: Map<string, Count>; failures: Map<string, number> }> {
  const checks = new Map<string, Count>();
  const failures = new Map<string, number>();
  let cases = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { ScenarioFinished: scenario } = JSON.parse(line) as Event;
    if (!scenario?.recorder?.interactions) continue;
    const { label, interactions, checks: checked = {} } = scenario.recorder;
    cases += Object.keys(interactions).length;
    for (const { name, status, failure_info: info } of Object.values(checked).flat()) {
      const count = checks.get(name) ?? { passed: 0, failed: 0 };
      const failed = status !== 'success';
      checks.set(name, { passed: count.passed + Number(!failed), failed: count.failed + Number(failed) });
      if (!failed) continue;
      const title = `${name}: ${label}: ${info?.failure?.title ?? status}`;
      failures.set(title, (failures.get(title) ?? 0) + 1);
    }
  }
  return { cases, checks: new Map([...checks].sort()), failures };
}
