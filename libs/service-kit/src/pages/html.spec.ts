import { html } from './html.js';

it('[I2] escapes what is put into markup, wherever it stands', () =>
  expect(html`<a href="/?q=${`"'><script>`}">${'<b> & more'}</a>`.markup).toBe(
    '<a href="/?q=&quot;&#39;&gt;&lt;script&gt;">&lt;b&gt; &amp; more</a>',
  ));

it('[I2] takes markup as it is, joins lists, and leaves out what is undefined', () => {
  const items = ['<', '>'].map((text) => html`<b>${text}</b>`);
  expect(html`<p>${items}${undefined}${3}</p>`.markup).toBe('<p><b>&lt;</b><b>&gt;</b>3</p>');
});
