import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { LineFault, rowOf, type Line, type Row } from './columns.ts';
import { readCsv } from './csv.ts';

export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** The format that the name of a file says; undefined where it says none. */
export function formatOf(file: string): Format | undefined {
  if (/\.csv$/i.test(file)) return 'csv';
  return /\.(jsonl|ndjson)$/i.test(file) ? 'jsonl' : undefined;
}

/** Reads a file line by line, so that its length does not matter. */
export function readLines(file: string, format: Format, delimiter: string): AsyncGenerator<Line> {
  return format === 'csv' ? readCsv(file, delimiter) : readJsonLines(file);
}

async function* readJsonLines(file: string): AsyncGenerator<Line> {
  let number = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const text of lines) {
    number += 1;
    const bytes = Buffer.byteLength(text) + 1;
    if (text.trim()) yield { number, bytes, ...read(number === 1 ? text.replace(/^\ufeff/, '') : text) };
  }
}

function read(text: string): { row: Row } | { fault: LineFault } {
  try {
    return { row: rowOf(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof LineFault) return { fault: error };
    return { fault: new LineFault(`The line is not JSON: ${(error as Error).message}`) };
  }
}
