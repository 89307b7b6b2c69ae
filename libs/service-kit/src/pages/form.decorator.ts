import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { type AnswerForm } from '../api-document/answer-form.decorator.js';

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * An endpoint that takes forms, as browsers and OAuth clients send them, and no JSON. What cannot be taken is refused in
 * `answerForm`, in Partner Center's form without one.
 */
export function TakesForm(answerForm?: AnswerForm): MethodDecorator {
  return applyDecorators(RouteConfig({ takesForm: true, answerForm }), ApiConsumes(FORM_TYPE));
}
