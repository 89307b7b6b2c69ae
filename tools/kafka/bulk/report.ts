import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { csvLine } from './csv.ts';
import { type Format } from './lines.ts';

/** What became of one line. */
export interface Reported {
  line: number;
  externalId?: string;
  domain?: string;
  /**
   * `created` by this run; `already there`: by an earlier one, or in another way; `refused`, by the platform with a code of the public API, or
   * before it was sent; `unanswered`: it was sent, and the run has ended before an answer came.
   */
  outcome: 'created' | 'already there' | 'refused' | 'unanswered';
  customerId?: string;
  code?: number;
  description?: string;
}

const COLUMNS = ['line', 'externalId', 'domain', 'outcome', 'customerId', 'code', 'description'] as const;

/** Writes a line for each line of an import, and counts the outcomes. */
export class Report {
  readonly counts: Record<Reported['outcome'], number> = { created: 0, 'already there': 0, refused: 0, unanswered: 0 };
  readonly #format: Format;
  readonly #stream: WriteStream;

  constructor(file: string, format: Format) {
    this.#format = format;
    this.#stream = createWriteStream(file, { mode: 0o600 });
    if (format === 'csv') this.#stream.write(csvLine(COLUMNS));
  }

  /** Rejects when the file cannot be written. */
  async opened(): Promise<void> {
    await once(this.#stream, 'open');
  }

  add(line: Reported): void {
    this.counts[line.outcome] += 1;
    const texts = COLUMNS.map((name) => (line[name] === undefined ? undefined : String(line[name])));
    this.#stream.write(this.#format === 'csv' ? csvLine(texts) : `${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, 'close');
  }
}
