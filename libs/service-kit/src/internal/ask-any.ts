import { askHttp, type HttpAnswer, type HttpRequest } from './http.js';
import { type Instances } from './instances.js';

/**
 * Asks the instances of a service in turn until one answers with its whole body. One that fails is followed by the next at once; one
 * that is silent for half of the time that is left is passed over from then on, and the next is asked beside it: what answers first
 * counts. So an instance that never answers costs a part of the time, and a slow one is waited for if there is no other. What is sent must be safe to repeat.
 */
export async function askAny(instances: Instances, request: HttpRequest, withinMs: number): Promise<HttpAnswer> {
  const deadline = performance.now() + withinMs;
  const tried = new Set<string>();

  const askNext = async (): Promise<HttpAnswer> => {
    const left = Math.max(1, Math.ceil(deadline - performance.now()));
    let asked = '';
    const answer = instances.ask((url) => askHttp((asked = url), request, left), tried);
    if (tried.size === instances.urls.length) return answer;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), left / 2);
    });
    try {
      const first = await Promise.race([answer, silence]);
      if (first) return first;
    } catch {
      return askNext();
    } finally {
      clearTimeout(timer);
    }
    instances.isAway(asked);
    return Promise.any([answer, askNext()]).catch((error: AggregateError) => {
      throw error.errors.at(-1);
    });
  };

  return askNext();
}
