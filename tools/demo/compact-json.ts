const WIDTH = 104;
const LONGEST_LIST = 3;
const LONGEST_TEXT = 80;
/** What programs need and readers skip. */
const LEFT_OUT = ['attributes', 'parameters', 'errorMessageExtended', 'message'];

/**
 * JSON for reading: as much on a line as fits, long lists and texts cut, and nothing but the next page of links.
 * @param indent of every line but the first
 */
export function compactJson(value: unknown, indent: string): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return block('[]', indent, listItems(value, indent));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([key, item]) => isShown(key, item));
  return block(
    '{}',
    indent,
    fields.map(
      ([key, item]) => `"${key}": ${compactJson(key === 'links' ? { next: item.next } : item, `${indent}  `)}`,
    ),
  );
}

function listItems(list: unknown[], indent: string) {
  const shown = list.length > LONGEST_LIST ? list.slice(0, LONGEST_LIST - 1) : list;
  const items = shown.map((item) => compactJson(item, `${indent}  `));
  return shown.length < list.length ? [...items, `… ${list.length - shown.length} more`] : items;
}

function block(brackets: string, indent: string, parts: string[]) {
  const [open, close] = brackets;
  if (parts.length === 0) return brackets;
  const line = `${open} ${parts.join(', ')} ${close}`;
  if (fits(line, indent)) return line;
  return [open, ...filled(parts, `${indent}  `), `${indent}${close}`].join('\n');
}

/** Lines, each with as many parts as fit. */
function filled(parts: string[], indent: string): string[] {
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    const text = index < parts.length - 1 ? `${part},` : part;
    const joined = `${lines.at(-1)} ${text}`;
    if (index > 0 && fits(joined, '')) lines[lines.length - 1] = joined;
    else lines.push(`${indent}${text}`);
  }
  return lines;
}

function fits(text: string, indent: string) {
  return !text.includes('\n') && indent.length + text.length <= WIDTH;
}

function shortened(text: string) {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function isShown(key: string, item: { next?: unknown }): boolean {
  return key === 'links' ? Boolean(item.next) : !LEFT_OUT.includes(key);
}
