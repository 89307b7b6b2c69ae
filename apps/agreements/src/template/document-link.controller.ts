import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Anonymous, RateLimit } from '#lib/service-kit';
import { agreementNames } from './document-links.js';
import { TemplateUseCases } from './template.use-cases.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What the links to documents open. The link itself is what entitles. */
@ApiTags('Agreements')
@Controller('agreementdocuments')
@Anonymous()
export class DocumentLinkController {
  constructor(private readonly useCases: TemplateUseCases) {}

  /** The Word document. 410: the link has expired; 404: it is not from this platform. */
  @Get(':token')
  @RateLimit(60)
  @ApiProduces(WORD)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const { agreement, country, language, disposition, content } = await this.useCases.open(token);
    const name = `${agreementNames[agreement].replaceAll(' ', '')}-${country}-${language}.docx`;
    await reply
      .header('content-type', WORD)
      .header('content-disposition', `${disposition}; filename="${name}"`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(content);
  }
}
