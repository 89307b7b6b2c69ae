import { RequestMethod, type INestApplication } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS } from '../access/access.decorator.js';
import { INTERNAL_CALL } from '../internal/internal-endpoint.decorator.js';

/** An endpoint that does not say who may call it keeps the app from starting, and so does one that is for services and names none. */
export function assertEveryEndpointNamesItsAccess(app: INestApplication): void {
  const reflector = app.get(Reflector);
  const namesNobody = (type: ControllerType, handler: () => unknown): boolean => {
    const access: unknown = reflector.getAllAndOverride(ACCESS, [handler, type]);
    return access === undefined || (access === 'internal' && reflector.get(INTERNAL_CALL, handler) === undefined);
  };
  const open = controllersOf(app).flatMap((type) =>
    handlersOf(type)
      .filter(({ handler }) => namesNobody(type, handler))
      .map(({ name }) => `${type.name}.${name}`),
  );
  if (open.length > 0) throw new Error(`These endpoints do not say who may call them: ${open.join(', ')}`);
}

type ControllerType = new (...args: never[]) => object;

function controllersOf(app: INestApplication): ControllerType[] {
  return [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as unknown as ControllerType),
  );
}

function handlersOf(type: ControllerType): { name: string; handler: () => unknown }[] {
  const prototype = type.prototype as Record<string, () => unknown>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor' && isHttpHandler(prototype[name]))
    .map((name) => ({ name, handler: prototype[name] as () => unknown }));
}

function isHttpHandler(candidate: unknown): boolean {
  const method: unknown = typeof candidate === 'function' ? Reflect.getMetadata('method', candidate) : undefined;
  return typeof method === 'number' && method in RequestMethod;
}
