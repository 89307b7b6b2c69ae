import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { accepted } from '#lib/partner-api';
import { Anonymous, AnswersAs, html, RateLimit, sendPage } from '#lib/service-kit';
import { consentTo } from '../invitation.dto.js';
import { InvitationUseCases } from '../invitation.use-cases.js';
import { InvitingProviders } from '../inviting-providers.js';

/** What opens in a browser when the link of an invitation is followed. */
@ApiTags('Partnerships')
@Controller('partnershipinvitations')
@Anonymous()
@AnswersAs('page')
export class InvitationPageController {
  constructor(
    private readonly useCases: InvitationUseCases,
    private readonly providers: InvitingProviders,
  ) {}

  /** The page that says who invites, and how to accept. It changes nothing. */
  @Get(':token')
  @RateLimit(60)
  async show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 'This link cannot be used', async () => {
      const invitation = accepted(await this.useCases.atLink(token));
      const { companyName } = await this.providers.of(invitation);
      const path = `/v1/partnershipinvitations/by-token/${token}/accept`;
      return {
        title: `${companyName} asks to be your indirect provider`,
        body: html`<p>A Global admin of an indirect reseller can accept, and consents to this:</p>
          <blockquote>${consentTo(companyName)}</blockquote>
          <p>Sign in as a Global admin, and send:</p>
          <pre>
POST ${path}
{"consent": true}</pre>
          <p class="hint">If you know nothing about this, close this page. Nothing will happen.</p>`,
      };
    });
  }
}
