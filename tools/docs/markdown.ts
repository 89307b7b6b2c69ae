/** A table; the formatter aligns it. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function inCell(text: string) {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}
