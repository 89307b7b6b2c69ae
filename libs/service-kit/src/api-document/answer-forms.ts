import { type OpenAPIObject } from '@nestjs/swagger';
import { ANSWER_FORM_EXTENSION, type AnswerForm } from './answer-form.decorator.js';

interface Operation {
  responses: Record<string, object>;
  [ANSWER_FORM_EXTENSION]?: AnswerForm;
}

const OAUTH_REFUSAL = 'OAuthRefusal';
const htmlContent = { 'text/html': { schema: { type: 'string' } } };
const pages = {
  '200': { description: 'A page.', content: htmlContent },
  default: { description: 'A page that says what is wrong.', content: htmlContent },
};
const oauthDefault = {
  description: "A refusal or a failure, in OAuth's form.",
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${OAUTH_REFUSAL}` } } },
};
const oauthRefusal = {
  type: 'object' as const,
  description: 'A refusal as OAuth has it, RFC 6749.',
  properties: {
    error: { type: 'string' as const, description: 'Such as `invalid_grant`.' },
    error_description: { type: 'string' as const, description: 'What is wrong, and what is expected.' },
  },
  required: ['error'],
};

/** Describes the answers of the endpoints that do not answer in Partner Center's form; see `AnswersAs`. */
export function describeAnswerForms(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  for (const operation of operations) {
    const form = operation[ANSWER_FORM_EXTENSION];
    if (form === 'page') operation.responses = pages;
    if (form === 'oauth') operation.responses['default'] = oauthDefault;
  }
  const hasOAuth = operations.some((operation) => operation[ANSWER_FORM_EXTENSION] === 'oauth');
  if (hasOAuth) document.components = withSchema(document.components);
  return document;
}

function withSchema(components: OpenAPIObject['components']): OpenAPIObject['components'] {
  return { ...components, schemas: { ...components?.schemas, [OAUTH_REFUSAL]: oauthRefusal } };
}
