import { html, type Html } from '#lib/service-kit';
import { nameIn, type Schema } from '../document.js';

/** What an object consists of: name, type, whether it may be absent, and meaning of each field. */
export function fieldsOf({ properties = {}, required = [] }: Schema): Html {
  const rows = Object.entries(properties).map(
    ([name, schema]) =>
      html`<div>
        <dt>
          <code>${name}</code> <span class="quiet">${required.includes(name) ? undefined : 'may be absent'}</span>
        </dt>
        <dd>
          <div class="quiet">${typeOf(schema)}</div>
          ${prose(schema.description)}
        </dd>
      </div>`,
  );
  return rows.length > 0 ? html`<dl>${rows}</dl>` : html`<p>It has no fields.</p>`;
}

/** Text of a comment, in which code stands in back quotes. */
export function prose(text = ''): Html {
  const parts = text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
  return html`${parts}`;
}

function typeOf(schema: Schema): Html {
  const { $ref, allOf, items, format, enum: values, const: value, default: fallback, type = 'object' } = schema;
  const otherwise = fallback === undefined ? undefined : html`; if absent <code>${JSON.stringify(fallback)}</code>`;
  if ($ref) return html`<a href="#${nameIn({ $ref })}">${nameIn({ $ref })}</a>${otherwise}`;
  if (allOf) return html`${allOf.map(typeOf)}${otherwise}`;
  if (items) return html`list of ${typeOf(items)}${otherwise}`;
  if (value !== undefined) return html`<code>${JSON.stringify(value)}</code>`;
  if (values) return html`${values.map((each) => html`<code>${JSON.stringify(each)}</code> `)}${otherwise}`;
  return html`${type}${format && ` (${format})`}${otherwise}`;
}
