import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { PartnerError } from '#lib/partner-api';
import {
  Anonymous,
  CurrentAnonymousCommand,
  html,
  pageHeaders,
  RateLimit,
  renderPage,
  TakesForm,
  type AnonymousCommand,
  type Page,
} from '#lib/service-kit';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

/** What opens in a browser when the link of a verification mail is followed. */
@ApiTags('Enrollment')
@Controller('verifications')
@Anonymous()
export class VerificationPageController {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** Asks who follows the link; only the button confirms. */
  @Get(':token')
  @RateLimit(60)
  async ask(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await show(reply, async () => {
      const { legalProfile, primaryContact } = await this.useCases.atLink(token);
      return {
        title: 'Confirm your e-mail address',
        body: html`<p>
            ${legalProfile?.companyName} applies for a partner account and names
            <strong>${primaryContact?.email}</strong> as its primary contact.
          </p>
          <p>Confirm that you signed up, and that this address belongs to your company.</p>
          <form method="post"><button>Confirm</button></form>
          <p class="hint">If you know nothing of it, close this page: nothing happens.</p>`,
      };
    });
  }

  @Post(':token')
  @RateLimit(60)
  @TakesForm()
  async confirm(
    @CurrentAnonymousCommand() command: AnonymousCommand,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await show(reply, async () => {
      const { legalProfile } = await this.useCases.confirmEmail(command, token);
      return {
        title: 'Your e-mail address is confirmed',
        body: html`<p>Thank you. The review of ${legalProfile?.companyName} goes on.</p>
          <p>We write to you when its status changes. You can close this page.</p>`,
      };
    });
  }
}

/** Shows the page, or the refusal as one. */
async function show(reply: FastifyReply, page: () => Promise<Page>): Promise<void> {
  try {
    const shown = renderPage(await page());
    await reply.status(200).headers(pageHeaders).send(shown);
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const { fault, description } = error;
    const body = html`<p role="alert">${description}</p>`;
    const shown = renderPage({ title: 'This link cannot be used', body });
    await reply.status(fault.status).headers(pageHeaders).send(shown);
  }
}
