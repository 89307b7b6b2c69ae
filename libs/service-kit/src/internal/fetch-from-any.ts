import { type Instances } from './instances.js';

/**
 * Tries the instances of a service in turn until one answers with its whole body. Each has half of the time that is left, the
 * last one all of it: an instance that takes connections and never answers costs a part of the time, and one that is known
 * not to answer is tried last. What is sent must be safe to repeat.
 */
export async function fetchFromAny(
  instances: Instances,
  path: string,
  request: RequestInit,
  withinMs: number,
): Promise<Response> {
  const deadline = performance.now() + withinMs;
  const tried = new Set<string>();
  let failure: unknown;
  while (tried.size < instances.urls.length && !request.signal?.aborted) {
    const url = instances.next(tried);
    tried.add(url);
    const left = Math.max(1, deadline - performance.now());
    const isLast = tried.size === instances.urls.length;
    try {
      const answer = await fetchWhole(new URL(path, url), request, isLast ? left : left / 2);
      instances.answered(url);
      return answer;
    } catch (error) {
      instances.isAway(url);
      failure = error;
    }
  }
  throw failure ?? request.signal?.reason;
}

async function fetchWhole(url: URL, request: RequestInit, limitMs: number): Promise<Response> {
  const limit = AbortSignal.timeout(Math.ceil(limitMs));
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  const response = await fetch(url, { ...request, signal });
  const body = await response.arrayBuffer();
  const { status, statusText, headers } = response;
  // An answer without a body may not be given an empty one.
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}
