import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ErrorResource } from '#lib/partner-api';
import { describeAnswerForms } from './answer-forms.js';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeFields } from './describe-fields.js';
import { describeFurther, operationIdOf } from './describe-further.js';

/** Where each service tells the gateway which paths of the public API it answers. */
export const API_DOCUMENT_PATH = '/internal/openapi.json';

/**
 * Serves the OpenAPI document of this service's public endpoints; the gateway routes by it and merges it. It is made when
 * it is first asked for: of several instances, and after most restarts, nobody asks.
 */
export function serveApiDocument(app: NestFastifyApplication, title: string): void {
  let document: Buffer | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(API_DOCUMENT_PATH, (_, reply) => {
      document ??= Buffer.from(JSON.stringify(describeApi(app, title)));
      return reply.type('application/json').send(document);
    });
}

export function describeApi(app: NestFastifyApplication, title: string): OpenAPIObject {
  describeFields();
  const builder = new DocumentBuilder()
    .setTitle(title)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addGlobalResponse({ status: 'default', description: 'A refusal or a failure.', type: ErrorResource });
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: operationIdOf });
  return describeFurther(describeAnswerForms(document), app);
}
