import { type Page } from '@playwright/test';

/** What a person does with a page, by the methods that do it in a test. */
const OF_PAGES = ['goto'];
const OF_ELEMENTS = ['click', 'dblclick', 'fill', 'check', 'selectOption'];

type Method = (this: object, ...given: unknown[]) => unknown;

export interface Actions {
  /** Since the beginning, in all pages. */
  readonly count: number;
  /** Counts no more. */
  end: () => void;
}

/** Counts what is done from now on in any page: addresses opened, clicks, fields filled, boxes ticked, choices. */
export function countActions(page: Page): Actions {
  let count = 0;
  const undo = [
    ...OF_PAGES.map((name) => onCall(page, name, () => count++)),
    ...OF_ELEMENTS.map((name) => onCall(page.locator('body'), name, () => count++)),
  ];
  return {
    get count() {
      return count;
    },
    end: () => undo.forEach((restore) => restore()),
  };
}

/** Tells of each call of a method that all of its kind have. Answers what ends that. */
function onCall(one: object, name: string, tell: () => void): () => void {
  const kind = Object.getPrototypeOf(one) as Record<string, Method>;
  const method = kind[name];
  if (!method) throw new Error(`There is no ${name}.`);
  kind[name] = function (...given) {
    tell();
    return method.apply(this, given);
  };
  return () => {
    kind[name] = method;
  };
}
