import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { sampleRow } from '../../../tools/kafka/bulk/sample-row.js';
import { type TestPlatform } from '../platform/test-platform.js';

/** A line of a report of `npm run import`. */
export interface ReportLine {
  line: string;
  externalId: string;
  domain: string;
  outcome: string;
  customerId: string;
  code: string;
  description: string;
}

export interface Ended {
  code: number;
  output: string;
}

/** Runs `npm run import` and `npm run export`, in a directory of their own, as one source of commands. */
export class BulkTools {
  readonly directory: string;

  constructor(
    private readonly platform: TestPlatform,
    readonly source: string,
    name: string,
  ) {
    this.directory = join(platform.dataDir, 'bulk', name);
    mkdirSync(this.directory, { recursive: true });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** An import that runs; it can be killed. `state`: of another machine, which knows nothing of earlier runs. */
  startImport(file: string, { args = [], state = 'state' }: { args?: string[]; state?: string } = {}): ChildProcess {
    const { kafkaBrokers, prefix } = this.platform;
    const where = ['--brokers', kafkaBrokers, '--prefix', prefix, '--source', this.source];
    return this.start('import.ts', [this.path(file), ...where, '--state', this.path(state), ...args]);
  }

  import(file: string, options: { args?: string[]; state?: string } = {}): Promise<Ended> {
    return ended(this.startImport(file, options));
  }

  export(args: string[], token: string): Promise<Ended> {
    return ended(this.start('export.ts', args, { TOKEN: token, PUBLIC_URL: this.platform.gatewayUrl }));
  }

  template(): Promise<Ended> {
    return ended(this.start('import.ts', ['--template']));
  }

  /** What the report of a file says, in its order. */
  report(file: string): ReportLine[] {
    return readCsv<ReportLine>(this.path(file.replace(/\.[a-z]+$/, '.report.csv')));
  }

  private start(program: string, args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
    const env = { ...process.env, ...environment };
    delete env['npm_lifecycle_event'];
    return spawn(process.execPath, [join('tools', 'programs', program), ...args], { env });
  }
}

/** The exit code, and what it has printed. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, output: output + errors };
}

export function readCsv<Row>(file: string): Row[] {
  return parse<Row>(readFileSync(file), { columns: true, bom: true });
}

export function csvOf(rows: object[]): string {
  return stringify(rows, { header: true });
}

/** A row of an import for a customer in the United States. */
export function importRow(domain: string, changes: object = {}): Record<string, string> {
  return { ...sampleRow, externalId: `of ${domain}`, domain, ...changes };
}
