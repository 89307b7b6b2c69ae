import { type FastifyReply } from 'fastify';
import { PartnerError } from '#lib/partner-api';
import { html } from './html.js';
import { pageHeaders, renderPage, type Page } from './page.js';

/** Answers with the page; or, where the work behind it was refused, with one that says why below `refusedTitle`. */
export async function sendPage(reply: FastifyReply, refusedTitle: string, page: () => Promise<Page>): Promise<void> {
  try {
    const shown = renderPage(await page());
    await reply.status(200).headers(pageHeaders).send(shown);
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const { fault, description } = error;
    const shown = renderPage({ title: refusedTitle, body: html`<p role="alert">${description}</p>` });
    await reply.status(fault.status).headers(pageHeaders).send(shown);
  }
}
