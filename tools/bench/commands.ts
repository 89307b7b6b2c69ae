import { join } from 'node:path';
import { type Line } from '../kafka/bulk/columns.ts';
import { Importer } from '../kafka/bulk/importer.ts';
import { Outcomes } from '../kafka/bulk/outcomes.ts';
import { type Reported } from '../kafka/bulk/report.ts';
import { sampleRow } from '../kafka/bulk/sample-row.ts';
import { uninterrupted } from '../process/concurrency.ts';
import { DEMO_SOURCE } from '../platform/demo-data.ts';
import { kafkaClient } from '../stack/kafka-client.ts';
import { newCustomer } from './samples.ts';
import { type LoadRound } from './load.ts';

/** Commands that are unanswered at once: few enough to be worked off soon when the time is over. */
const WINDOW = 200;

/** Creates customers by commands over Kafka, as `npm run import` does: so many, or for a while, and waits for what was sent until then. */
export async function loadByCommands(
  { kafkaBrokers, topicPrefix, dataDir }: { kafkaBrokers: string; topicPrefix: string; dataDir: string },
  { seconds = Infinity, amount = Infinity }: { seconds?: number; amount?: number },
): Promise<LoadRound> {
  const file = join(dataDir, 'commands.sqlite');
  const outcomes = new Outcomes(file);
  const startedAt = performance.now();
  const elapsed = (): number => (performance.now() - startedAt) / 1_000;
  const begun = new Map<number, number>();
  const latencies: number[] = [];
  const lines = async function* (): AsyncGenerator<Line> {
    for (let number = 1; number <= amount && elapsed() < seconds; number++) {
      begun.set(number, performance.now());
      const { domain } = newCustomer().companyProfile;
      yield await Promise.resolve({ number, bytes: 0, row: { ...sampleRow, domain } });
    }
  };
  let failed = 0;
  const report = ({ line, outcome }: Reported): void => {
    if (outcome !== 'created') failed += 1;
    latencies.push(performance.now() - (begun.get(line) ?? NaN));
    begun.delete(line);
  };
  const importer = new Importer({
    kafka: kafkaClient('two-tier-import', kafkaBrokers),
    topicPrefix,
    source: DEMO_SOURCE,
    outcomes,
    lines: lines(),
    window: WINDOW,
    again: false,
    report,
    onProgress: () => undefined,
    signal: uninterrupted,
  });
  await importer.run();
  outcomes.close();
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
  return { done: latencies.length - failed, failed, seconds: elapsed(), p50: at(0.5), p99: at(0.99) };
}
