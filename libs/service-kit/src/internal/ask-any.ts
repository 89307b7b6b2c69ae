import { askHttp, type HttpAnswer, type HttpRequest } from './http.js';
import { type Instances } from './instances.js';

/**
 * Tries the instances of a service in turn until one answers with its whole body. Each has half of the time that is left, the
 * last one all of it: an instance that takes connections and never answers costs a part of the time, and one that is known
 * not to answer is tried last. What is sent must be safe to repeat.
 */
export async function askAny(instances: Instances, request: HttpRequest, withinMs: number): Promise<HttpAnswer> {
  const deadline = performance.now() + withinMs;
  const tried = new Set<string>();
  let failure: unknown;
  while (tried.size < instances.urls.length) {
    const left = Math.max(1, deadline - performance.now());
    const isLast = tried.size === instances.urls.length - 1;
    try {
      return await instances.ask((url) => askHttp(url, request, Math.ceil(isLast ? left : left / 2)), tried);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
