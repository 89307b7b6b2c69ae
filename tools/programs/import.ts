// `npm run import -- customers.csv`: creates a customer for each line of a CSV or JSON lines file, by commands over Kafka, and reports
// what became of each line. It can be stopped and repeated: no customer is created twice. docs/guides/import-customers.md has it all.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { COLUMNS } from '../kafka/bulk/columns.ts';
import { clusterIdOf, findConnection, type Connection } from '../kafka/bulk/connection.ts';
import { csvLine } from '../kafka/bulk/csv.ts';
import { Importer, type Progress } from '../kafka/bulk/importer.ts';
import { FORMATS, formatOf, readLines, type Format } from '../kafka/bulk/lines.ts';
import { Outcomes } from '../kafka/bulk/outcomes.ts';
import { Report } from '../kafka/bulk/report.ts';
import { sampleRow } from '../kafka/bulk/sample-row.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, withProgress } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';
import { kafkaClient } from '../stack/kafka-client.ts';

const USAGE = `Usage: npm run import -- <file>.csv|.jsonl [--report <file>.csv|.jsonl] [--again]
  [--brokers host:port,…] [--source <source of commands>] [--prefix <of the topics>]
  [--window <unanswered commands>] [--state <directory>] [--format ${FORMATS.join('|')}] [--delimiter <of columns>]
npm run --silent import -- --template > customers.csv`;
/** Where what is known of earlier runs is kept. */
const STATE = join(ROOT, '.data', 'imports');
const PROGRESS_MS = 500;
const SILENT_MS = 10_000;
const MOST_UNANSWERED = 10_000;

interface Options {
  file: string;
  format: Format;
  reportFile: string;
  again: boolean;
  window: number;
  delimiter: string;
  state: string;
  connection: Connection;
}

await runProgram(async (signal) => {
  const options = readOptions();
  if (options === 'template') {
    process.stdout.write(csvLine(COLUMNS) + csvLine(COLUMNS.map((name) => sampleRow[name])));
    return 0;
  }
  const { file, format, connection, reportFile, delimiter, state, again, window } = options;
  const { brokers, source, topicPrefix } = connection;
  const size = sizeOf(file);
  const kafka = kafkaClient('two-tier-import', brokers);
  const cluster = await clusterIdOf(kafka, brokers);
  const outcomes = new Outcomes(join(state, `${nameOf(cluster, topicPrefix, source)}.sqlite`));
  const report = new Report(reportFile, formatOf(reportFile) ?? 'csv');
  const lines = readLines(file, format, delimiter);
  const log = consoleLog();
  const progress = { bytes: 0, unanswered: 0 } as Progress;
  try {
    await report.opened();
    await withProgress(log, `${basename(file)} as ${source}`, async (tell) => {
      const describe = describer(report, size);
      const timer = setInterval(() => tell(describe(progress)), PROGRESS_MS);
      const importer = new Importer({
        kafka,
        topicPrefix,
        source,
        outcomes,
        lines,
        window,
        again,
        signal,
        report: (line) => report.add(line),
        onProgress: (now) => Object.assign(progress, now),
      });
      await importer.run().finally(() => clearInterval(timer));
    });
  } catch (error) {
    if (signal.aborted)
      log('Stopped. To go on, run the same command again: what is there already is not created twice.');
    throw error;
  } finally {
    await report.close();
    outcomes.close();
    if (progress.bytes > 0) log(`${counted(report)}. Each line is in ${reportFile}`);
  }
  return report.counts.refused === 0 ? 0 : 1;
});

function readOptions(): Options | 'template' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const known = {
    report: text,
    brokers: text,
    source: text,
    prefix: text,
    window: text,
    state: text,
    format: text,
    delimiter: text,
  };
  try {
    const { values, positionals } = parseArgs({
      options: { ...known, again: flag, template: flag },
      allowPositionals: true,
    });
    if (values.template) return 'template';
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new Failure(USAGE);
    const format = FORMATS.find((each) => each === values.format) ?? formatOf(file);
    if (!format) throw new Failure(`${file} is neither .csv nor .jsonl: give --format.\n${USAGE}`);
    const {
      delimiter = ',',
      state = STATE,
      report = `${file.slice(0, file.length - extname(file).length)}.report.csv`,
    } = values;
    return {
      file,
      format,
      reportFile: report,
      again: values.again,
      delimiter,
      state,
      window: windowOf(values.window ?? '1000'),
      connection: findConnection(values),
    };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(USAGE);
  }
}

function windowOf(text: string): number {
  const window = Number(text);
  if (Number.isInteger(window) && window >= 1 && window <= MOST_UNANSWERED) return window;
  throw new Failure(`--window needs a whole number from 1 to ${MOST_UNANSWERED}.`);
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    throw new Failure(`${file} cannot be read.`);
  }
}

function nameOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 16);
}

/** Says how far an import is, how fast, and what it waits for. */
function describer({ counts }: Report, size: number): (progress: Progress) => string {
  const startedAt = Date.now();
  return ({ bytes, unanswered, silentSince, away }) => {
    const done = counts.created + counts['already there'] + counts.refused;
    const rate = done / Math.max(1, (Date.now() - startedAt) / 1_000);
    const silentMs = silentSince === undefined ? 0 : Date.now() - silentSince;
    return [
      `${Math.min(100, (bytes / Math.max(1, size)) * 100).toFixed(0)} %`,
      `${done} lines, ${counts.refused} refused, ${rate.toFixed(0)} a second`,
      ...(away ? [`waits for ${away}`] : []),
      ...(silentMs > SILENT_MS ? [`no answer to ${unanswered} commands for ${Math.round(silentMs / 1_000)} s`] : []),
    ].join(', ');
  };
}

function counted({ counts }: Report): string {
  return Object.entries(counts)
    .filter(([outcome, count]) => count > 0 || outcome !== 'unanswered')
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}
