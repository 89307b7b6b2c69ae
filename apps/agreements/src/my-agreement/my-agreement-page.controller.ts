import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Anonymous, AnswersAs, html, RateLimit, sendPage } from '#lib/service-kit';

/** What opens in a browser when the link of the mail that asks a customer to accept the agreement is followed. */
@ApiTags('For customers')
@Controller('my/agreement')
@Anonymous()
@AnswersAs('page')
export class MyAgreementPageController {
  /** The page that says who accepts the agreement, and how. It is the same for every customer, and changes nothing. */
  @Get()
  @RateLimit(60)
  async show(@Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 'This page cannot be shown', () =>
      Promise.resolve({
        title: 'Accept the Microsoft Customer Agreement',
        body: html`<p>Your partner asks your company to accept this agreement before it orders for you.</p>
          <p>
            A Global admin of your company accepts it, with the user name and the password that your partner gave you:
          </p>
          <ol>
            <li>Read the agreement. The first request answers a link to it.</li>
            <li>Accept it in the name of your company, by the second request.</li>
          </ol>
          <pre>
GET /v1/my/agreement
POST /v1/my/agreement/acceptance
{"firstName": "…", "lastName": "…", "email": "…"}</pre>
          <p class="hint">
            If you cannot sign in, or are asked to reach out to your partner, answer the mail that brought you here.
          </p>`,
      }),
    );
  }
}
