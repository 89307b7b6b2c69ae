import { Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { PortalConfig } from '../portal.config.js';
import { assertFromOwnPage } from '../session/own-pages.js';
import { Sessions } from '../session/sessions.js';
import { DemoUsers, type DemoUser } from './demo-users.js';
import { Mailbox, type SentMail } from './mailbox.js';
import { RecentRequests, type RecentRequest } from './recent-requests.js';

/** For whoever tries the platform on a machine of their own: any user of the demo, the mails, the last requests. Only a sandbox has it. */
@Controller('app/sandbox')
export class SandboxController {
  constructor(
    private readonly users: DemoUsers,
    private readonly mailbox: Mailbox,
    private readonly requests: RecentRequests,
    private readonly sessions: Sessions,
    private readonly config: PortalConfig,
  ) {}

  @Get('users')
  @Header('cache-control', 'no-store')
  async demoUsers(@Req() request: FastifyRequest): Promise<{ items: DemoUser[] }> {
    this.assertOwn(request);
    return { items: await this.users.all() };
  }

  /** Signs the browser in as this user, without a password. */
  @Post('users/:name/session')
  @HttpCode(204)
  async become(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('name') name: string): Promise<void> {
    this.assertOwn(request);
    const tokens = await this.users.tokensOf(name);
    if (!tokens) throw new PartnerError(faults.notFound, `The demo has no user ${name}.`);
    await this.sessions.begin(reply, tokens);
    void reply.send();
  }

  @Get('mails')
  @Header('cache-control', 'no-store')
  async mails(@Req() request: FastifyRequest): Promise<{ items: SentMail[] }> {
    this.assertOwn(request);
    return { items: await this.mailbox.latest() };
  }

  @Get('requests')
  @Header('cache-control', 'no-store')
  lastRequests(@Req() request: FastifyRequest): { items: RecentRequest[] } {
    this.assertOwn(request);
    return { items: this.requests.all() };
  }

  private assertOwn(request: FastifyRequest): void {
    assertFromOwnPage(request, this.config.PUBLIC_URL);
  }
}
