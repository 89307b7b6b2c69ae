import { html } from './html.js';
import { renderPage } from './page.js';

it('[C3] breaks the lines of a request that is longer than a narrow screen', () =>
  expect(renderPage({ title: 'Invitation', body: html`<pre>POST /v1/my/invitations/…/accept</pre>` })).toMatch(
    /pre \{ white-space: pre-wrap; \}/,
  ));
