import { applyDecorators, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { type CallOfEach, type ResultOf } from '#lib/contracts';

/** The call that a handler answers. */
export const INTERNAL_CALL = 'twotier:internal-call';

type Handler<Call> = (...args: never[]) => Promise<ResultOf<Call>>;

/** A handler of an internal controller: its method, its path and its callers are those of the call that it answers. */
export function InternalEndpoint<Call extends CallOfEach>(
  call: Call,
): <Handling extends Handler<Call>>(
  target: object,
  property: string,
  descriptor: TypedPropertyDescriptor<Handling>,
) => void {
  const { method, path } = call;
  return applyDecorators(RequestMapping({ method: RequestMethod[method], path }), SetMetadata(INTERNAL_CALL, call));
}
