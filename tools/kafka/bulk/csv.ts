import { createReadStream } from 'node:fs';
import { parse, CsvError } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { Failure } from '../../process/program.ts';
import { headerFault, LineFault, type Line, type Row } from './columns.ts';

const MOST_BYTES_OF_A_LINE = 65_536;
/** What spreadsheets take for a formula, which may do anything. */
const FORMULA = /^'*[=+\-@\t\r]/;

/**
 * Reads a CSV file in UTF-8 whose first line names the columns.
 * @throws Failure where the header is none of an import
 */
export async function* readCsv(file: string, delimiter: string): AsyncGenerator<Line> {
  const skipped: Line[] = [];
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      delimiter,
      info: true,
      max_record_size: MOST_BYTES_OF_A_LINE,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => void (error && skipped.push(unreadable(error))),
    }),
  );
  let names: string[] | undefined;
  let bytes = 0;
  let end = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { bytes: number; lines: number };
    }>) {
      end = info.lines;
      const number = end - breaksIn(record);
      while (skipped[0] && skipped[0].number < number) yield skipped.shift() as Line;
      if (names) yield { number, bytes: info.bytes - bytes, ...read(names, record) };
      else names = header(record, file);
      bytes = info.bytes;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Failure(`${file} cannot be read from line ${end + 1} on: ${error.message}`);
  }
  yield* skipped;
  if (!names) throw new Failure(`${file} has no line with the names of the columns. --template prints one.`);
}

/** A line of a CSV file, with its end. Spreadsheets take none of its texts for a formula. */
export function csvLine(texts: readonly (string | undefined)[]): string {
  return stringify([texts.map((text = '') => (FORMULA.test(text) ? `'${text}` : text))]);
}

function header(record: string[], file: string): string[] {
  const names = record.map((name) => name.trim());
  const fault = headerFault(names);
  if (fault) throw new Failure(`The header of ${file}: ${fault}${otherDelimiter(names)}`);
  return names;
}

function otherDelimiter(names: string[]): string {
  const [name = ''] = names;
  const found = names.length === 1 ? [';', '\t', ','].find((each) => name.includes(each)) : undefined;
  return found ? ` Give --delimiter '${found}', if that is between the columns.` : '';
}

function read(names: string[], record: string[]): { row: Row } | { fault: LineFault } {
  if (record.length !== names.length) {
    return { fault: new LineFault(`The line has ${record.length} columns, and the header ${names.length}.`) };
  }
  return { row: Object.fromEntries(names.map((name, index) => [name, unquoted(record[index] ?? '')])) };
}

function breaksIn(record: string[]): number {
  return record.reduce((sum, text) => sum + (text.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** Without the sign that keeps a text from being a formula. */
function unquoted(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

function unreadable(error: CsvError): Line {
  const number = Number((error as { lines?: number }).lines ?? 0);
  return { number, bytes: 0, fault: new LineFault(`The line is not written as CSV: ${error.message}`) };
}
