import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS, type Line } from './columns.ts';
import { csvLine } from './csv.ts';
import { readLines, type Format } from './lines.ts';
import { sampleRow } from './sample-row.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'csv-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const header = csvLine(COLUMNS);
const line = (changes: object = {}): string => {
  const row: Record<string, string> = { ...sampleRow, ...changes };
  return csvLine(COLUMNS.map((name) => row[name]));
};

async function read(text: string | Buffer, format: Format = 'csv', delimiter = ','): Promise<Line[]> {
  const file = join(directory, 'customers');
  writeFileSync(file, text);
  const lines: Line[] = [];
  for await (const each of readLines(file, format, delimiter)) lines.push(each);
  return lines;
}

const told = (lines: Line[]): unknown[] =>
  lines.map((each) => [each.number, 'row' in each ? each.row['companyName'] : each.fault.message]);

it('[C1] has lines with their numbers, also behind texts of several lines and lines that cannot be read', async () => {
  const names = ['Contoso', 'Acme, "the" company', 'Two\nlines', 'Contoso'];
  const lines = await read(
    `\ufeff${header}${names.map((companyName) => line({ companyName })).join('')}only one\n\n${line()}`,
  );
  expect(told(lines)).toEqual([
    [2, 'Contoso'],
    [3, 'Acme, "the" company'],
    [4, 'Two\nlines'],
    [6, 'Contoso'],
    [7, 'The line has 1 columns, and the header 21.'],
    [9, 'Juniper Foods'],
  ]);
});

it('[C1] a quote that does not belong there costs its line alone', async () => {
  const lines = told(await read(`${header}${line()}a "quoted" b,c"\n${line()}`));
  expect(lines[0]).toEqual([2, 'Juniper Foods']);
  expect(lines).toContainEqual([4, 'Juniper Foods']);
});

it('[C1] no text is a formula for spreadsheets, and each is read as it was', async () => {
  const names = ['=1+1', '+1 425', '-x', '@y', "'=z", "'plain", '\tq'];
  const text = `${header}${names.map((companyName) => line({ companyName })).join('')}`;
  expect(text).not.toMatch(/,"?[=+@\t-]/);
  expect((await read(text)).map((each) => 'row' in each && each.row['companyName'])).toEqual(names);
});

it('[C1] columns have the delimiter that is given; another header is told what it may be', async () => {
  const text = `${header}${line()}`.replaceAll(',', ';');
  expect(told(await read(text, 'csv', ';'))).toEqual([[2, 'Juniper Foods']]);
  await expect(read(text)).rejects.toThrow("Give --delimiter ';'");
  await expect(read('')).rejects.toThrow('--template prints one');
});

it('[C1] JSON lines are numbered as well', async () => {
  const good = JSON.stringify({ billingProfile: { companyName: 'Contoso' } });
  const lines = told(await read(`\ufeff${good}\n\n{"a\n${good}\r\n`, 'jsonl'));
  expect(lines).toEqual([
    [1, 'Contoso'],
    [3, expect.stringMatching(/^The line is not JSON/)],
    [4, 'Contoso'],
  ]);
});
