import { type ApiAnswer, type ApiClient } from '../clients/api-client.js';
import { type Page } from './body.js';

/** How a call ended, such as `200/undefined` or `403/900150`: the status and the code of a refusal. */
export function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

/** `allowed`, if a call was answered by this status, and otherwise how it was refused. */
export function verdictOf(answer: ApiAnswer, expected: number): string {
  return answer.status === expected ? 'allowed' : outcome(answer);
}

/** The header by which a list goes on after this page of it. */
export function continuing<T>({ body }: ApiAnswer<Page<T>>): Record<string, string> {
  return { 'ms-continuationtoken': String(body.continuationToken) };
}

/** Everything in a list, page by page. */
export async function allOf<T>(client: ApiClient, path: string): Promise<T[]> {
  const items: T[] = [];
  let answer = await client.getPatiently<Page<T>>(path);
  for (;;) {
    items.push(...answer.body.items);
    if (!answer.body.continuationToken) return items;
    answer = await client.getPatiently<Page<T>>(`${path}?seekOperation=Next`, continuing(answer));
  }
}

/** The query that narrows a list down. */
export function filteredBy(condition: object): string {
  return `?filter=${encodeURIComponent(JSON.stringify(condition))}`;
}

/** Expects that a call ends so, such as `403/20002`, with a sentence that has these words. */
export function expectRefused(answer: ApiAnswer, expected: string, words: string): void {
  expect(outcome(answer)).toBe(expected);
  expect(answer.body.description).toContain(words);
}

/** Expects that a request is refused for a fault in it, in a sentence with these words. */
export function expectFault(answer: ApiAnswer, words: string): void {
  expectRefused(answer, '400/2000', words);
}
