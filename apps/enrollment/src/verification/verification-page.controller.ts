import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { accepted } from '#lib/partner-api';
import {
  Anonymous,
  AnswersAs,
  CurrentAnonymousCommand,
  html,
  RateLimit,
  sendPage,
  TakesForm,
  type AnonymousCommand,
} from '#lib/service-kit';
import { EnrollmentUseCases } from '../enrollment/enrollment.use-cases.js';

const REFUSED = 'This link cannot be used';

/** What opens in a browser when the link of a verification mail is followed. */
@ApiTags('Enrollment')
@Controller('verifications')
@Anonymous()
@AnswersAs('page')
export class VerificationPageController {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** The page behind the link. Only its button confirms. */
  @Get(':token')
  @RateLimit(60)
  async ask(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, REFUSED, async () => {
      const { legalProfile, primaryContact } = accepted(await this.useCases.atLink(token));
      return {
        title: 'Confirm your e-mail address',
        body: html`<p>
            ${legalProfile?.companyName} has applied for a partner account and named
            <strong>${primaryContact?.email}</strong> as its primary contact.
          </p>
          <p>Confirm that you signed up, and that this address belongs to your company.</p>
          <form method="post"><button>Confirm</button></form>
          <p class="hint">If you know nothing about this, close this page. Nothing will happen.</p>`,
      };
    });
  }

  /** Confirms the address, as the button on the page asks. */
  @Post(':token')
  @RateLimit(60)
  @TakesForm('page')
  async confirm(
    @CurrentAnonymousCommand() command: AnonymousCommand,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPage(reply, REFUSED, async () => {
      const { legalProfile } = accepted(await this.useCases.confirmEmail(command, token));
      return {
        title: 'Your e-mail address is confirmed',
        body: html`<p>Thank you. The review of ${legalProfile?.companyName} goes on.</p>
          <p>We will write to you when its status changes. You can close this page.</p>`,
      };
    });
  }
}
