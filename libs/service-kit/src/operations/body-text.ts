import { TextDecoder } from 'node:util';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type RawServerDefault } from 'fastify';
import { invalidArgument } from '#lib/partner-api';

const charsetForm = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** Reads JSON bodies in the charset that their header names. Nest would replace what is not UTF-8. */
export function readJsonBodies(app: NestFastifyApplication, bodyLimit: number): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser<RawServerDefault>('application/json', { bodyLimit }, (request, body, done) =>
    parse(request, bodyText(request.headers['content-type'], body), done),
  );
}

/** The text of a body, which is UTF-8 unless the content type says another charset. */
export function bodyText(contentType: string | undefined, body: Buffer): string {
  const charset = charsetForm.exec(contentType ?? '')?.[1] ?? 'utf-8';
  const decoder = decoderOf(charset);
  try {
    return decoder.decode(body);
  } catch {
    throw invalidArgument(
      `The request body is not ${decoder.encoding.toUpperCase()}: send UTF-8, or name its charset in the Content-Type header.`,
    );
  }
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw invalidArgument('The charset of the Content-Type header is not supported. Send the request body in UTF-8.');
  }
}
