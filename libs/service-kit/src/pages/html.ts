/** Markup that is safe to send: whatever was put into it has been escaped. */
export class Html {
  constructor(readonly markup: string) {}
}

type Insertable = string | number | Html | undefined | readonly Insertable[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup with values in it: texts are escaped, `Html` is taken as it is, lists are joined, `undefined` leaves nothing. */
export function html(literals: TemplateStringsArray, ...values: Insertable[]): Html {
  return new Html(literals.map((literal, index) => literal + markupOf(values[index])).join(''));
}

function markupOf(value: Insertable): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character] as string);
}
