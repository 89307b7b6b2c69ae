import { writtenDocument, type MessagesDocument } from '../document.js';
import { renderMessage, renderOverview } from './pages.js';

const publicUrl = 'https://platform.example';
const types = Object.keys(writtenDocument.components.messages);

const targetsOf = (page: string): string[] => [...page.matchAll(/href="([^"]+)"/g)].map(([, target = '']) => target);

it('[events] the overview leads to each message, and says of each topic how it is kept', () => {
  const page = renderOverview(writtenDocument);
  expect(targetsOf(page)).toEqual(expect.arrayContaining(types.map((type) => `/events/${type}`)));
  for (const { address, title } of Object.values(writtenDocument.channels)) {
    expect(page).toContain(`<code>${address}</code>`);
    expect(page).toContain(title);
  }
  expect(page).toMatch(/12 partitions,\s+kept for ever/);
  expect(page).toMatch(/read by the group <code>twotier\.customers<\/code>/);
});

it.each(types)(
  '[events] the page of %s has all its fields, a sample and its schema, and links that lead somewhere',
  (type) => {
    const page = renderMessage(writtenDocument, type, publicUrl);
    const { payload, examples, headers } = writtenDocument.components.messages[type]!;
    const { properties = {} } = writtenDocument.components.schemas[payload.$ref.split('/').at(-1)!]!;
    for (const name of [...Object.keys(properties), ...Object.keys(headers.properties ?? {})]) {
      expect(page).toContain(`<code>${name}</code>`);
    }
    expect(page.match(/<pre>/g)).toHaveLength(examples.length);
    expect(targetsOf(page)).toContain(`/schemas/${type}.json`);
    for (const target of targetsOf(page).filter((each) => each.startsWith('#'))) {
      expect(page).toContain(`id="${target.slice(1)}"`);
    }
  },
);

it('[events] pages run nothing, and take what they show for text', () => {
  const [type = ''] = types;
  const message = { ...writtenDocument.components.messages[type]!, summary: '<script>alert(1)</script> of `<b>`' };
  const document: MessagesDocument = {
    ...writtenDocument,
    components: {
      ...writtenDocument.components,
      messages: { ...writtenDocument.components.messages, [type]: message },
    },
  };
  for (const page of [renderOverview(document), renderMessage(document, type, publicUrl)]) {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; of <code>&lt;b&gt;</code>');
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=/);
  }
});
