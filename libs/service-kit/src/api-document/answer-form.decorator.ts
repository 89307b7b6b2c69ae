import { ApiExtension } from '@nestjs/swagger';

/** The OpenAPI extension that tells the gateway in which form an operation is refused. */
export const ANSWER_FORM_EXTENSION = 'x-answer-form';

/** `page`: HTML, for people. `oauth`: JSON with `error` and `error_description`. */
export type AnswerForm = 'page' | 'oauth';

/**
 * The endpoint does not answer in Partner Center's form: so what the gateway itself refuses, such as too many requests, it
 * refuses in the endpoint's. On a class it holds for all endpoints that do not name another one.
 */
export function AnswersAs(form: AnswerForm): ClassDecorator & MethodDecorator {
  return ApiExtension(ANSWER_FORM_EXTENSION, form) as ClassDecorator & MethodDecorator;
}
