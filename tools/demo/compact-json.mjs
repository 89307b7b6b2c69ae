// @ts-check
const WIDTH = 104;
const LONGEST_LIST = 3;
const LONGEST_TEXT = 80;
/** What programs need and readers skip. */
const LEFT_OUT = ['attributes', 'parameters', 'errorMessageExtended', 'message'];

/**
 * JSON for reading: as much on a line as fits, long lists and texts cut, and nothing but the next page of links.
 * @param {unknown} value
 * @param {string} indent of every line but the first
 * @returns {string}
 */
export function compactJson(value, indent) {
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

/**
 * @param {unknown[]} list
 * @param {string} indent
 */
function listItems(list, indent) {
  const shown = list.length > LONGEST_LIST ? list.slice(0, LONGEST_LIST - 1) : list;
  const items = shown.map((item) => compactJson(item, `${indent}  `));
  return shown.length < list.length ? [...items, `… ${list.length - shown.length} more`] : items;
}

/**
 * @param {string} brackets
 * @param {string} indent
 * @param {string[]} parts
 */
function block(brackets, indent, parts) {
  const [open, close] = brackets;
  if (parts.length === 0) return brackets;
  const line = `${open} ${parts.join(', ')} ${close}`;
  if (fits(line, indent)) return line;
  return [open, ...filled(parts, `${indent}  `), `${indent}${close}`].join('\n');
}

/**
 * @param {string[]} parts
 * @param {string} indent
 * @returns {string[]} lines, each with as many parts as fit
 */
function filled(parts, indent) {
  /** @type {string[]} */
  const lines = [];
  for (const [index, part] of parts.entries()) {
    const text = index < parts.length - 1 ? `${part},` : part;
    const joined = `${lines.at(-1)} ${text}`;
    if (index > 0 && fits(joined, '')) lines[lines.length - 1] = joined;
    else lines.push(`${indent}${text}`);
  }
  return lines;
}

/**
 * @param {string} text
 * @param {string} indent
 */
function fits(text, indent) {
  return !text.includes('\n') && indent.length + text.length <= WIDTH;
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/**
 * @param {string} key
 * @param {any} item
 */
function isShown(key, item) {
  return key === 'links' ? Boolean(item.next) : !LEFT_OUT.includes(key);
}
