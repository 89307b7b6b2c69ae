import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { accepted } from '#lib/partner-api';
import { Anonymous, AnswersAs, html, ProjectedPartners, RateLimit, sendPage } from '#lib/service-kit';
import { partnersOf } from './relationship-request.js';
import { RelationshipRequestUseCases } from './relationship-request.use-cases.js';

/** What opens in a browser when the link of a relationship request is followed. */
@ApiTags('Relationship requests')
@Controller('invitations')
@Anonymous()
@AnswersAs('page')
export class InvitationPageController {
  constructor(
    private readonly useCases: RelationshipRequestUseCases,
    private readonly partners: ProjectedPartners,
  ) {}

  /** The page that says who asks, and how to accept. It changes nothing. */
  @Get(':token')
  @RateLimit(60)
  async show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 'This link cannot be used', async () => {
      const { asking } = accepted(await this.useCases.openTo(token));
      const partners = await this.partners.findAll(partnersOf(asking));
      const names = [...partners.values()].map(({ companyName }) => companyName).join(' and ');
      const path = `/v1/my/invitations/${token}`;
      return {
        title: `${names} ask${partners.size > 1 ? '' : 's'} to work with your company`,
        body: html`<p>Sign in as a Global admin of your company to see the details, and to accept or decline:</p>
          <pre>
GET ${path}
POST ${path}/accept
POST ${path}/decline</pre>
          <p class="hint">If you know nothing about this, close this page. Nothing will happen.</p>`,
      };
    });
  }
}
