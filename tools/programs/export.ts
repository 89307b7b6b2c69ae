// `npm run export [-- customers|subscriptions] [--out file.csv|file.jsonl]`: writes the partner's customers as `npm run import` reads
// them, or their subscriptions.
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { objectOf, type Row } from '../kafka/bulk/columns.ts';
import { csvLine } from '../kafka/bulk/csv.ts';
import { exportedRows, EXPORTS, type Export } from '../kafka/bulk/exports.ts';
import { formatOf, type Format } from '../kafka/bulk/lines.ts';
import { PartnerApi } from '../kafka/bulk/partner-api.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, withProgress } from '../process/progress.ts';

const USAGE = `Usage: npm run export [-- ${Object.keys(EXPORTS).join('|')}] [--out <file>.csv|.jsonl]`;

await runProgram(async (signal) => {
  const { what, file, format } = readOptions();
  const log = consoleLog();
  const chosen: Export = EXPORTS[what];
  let count = 0;
  const unfinished = `${file}.unfinished`;
  await withProgress(log, `${what} to ${file}`, async (tell) => {
    const say = (reason?: string): void => tell(`${count} lines${reason ? `, waits for ${reason}` : ''}`);
    const api = new PartnerApi({ signal, onWait: say });
    const lines = async function* (): AsyncGenerator<string> {
      if (format === 'csv') yield csvLine(chosen.columns);
      for await (const row of exportedRows(api, chosen)) {
        count += 1;
        yield lineOf(row, format, what);
      }
    };
    await pipeline(Readable.from(lines()), createWriteStream(unfinished, { mode: 0o600 }), { signal });
    await rename(unfinished, file);
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  log(`${count} lines are in ${file}`);
  return 0;
});

function lineOf(row: Row, format: Format, what: keyof typeof EXPORTS): string {
  if (format === 'csv') return csvLine(EXPORTS[what].columns.map((name) => row[name]));
  return `${JSON.stringify(what === 'customers' ? objectOf(row) : row)}\n`;
}

function readOptions(): { what: keyof typeof EXPORTS; file: string; format: Format } {
  try {
    const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
    const [what = 'customers'] = positionals;
    if (positionals.length <= 1 && isExport(what)) {
      const { out: file = `${what}.csv` } = values;
      const format = formatOf(file);
      if (format) return { what, file, format };
    }
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new Failure(USAGE);
}

function isExport(what: string): what is keyof typeof EXPORTS {
  return Object.hasOwn(EXPORTS, what);
}
