import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** An endpoint that takes forms, as browsers and OAuth clients send them, and no JSON. */
export function TakesForm(): MethodDecorator {
  return applyDecorators(RouteConfig({ takesForm: true }), ApiConsumes(FORM_TYPE));
}
