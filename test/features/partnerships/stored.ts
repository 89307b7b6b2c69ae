import { type Databases } from '../../support/platform/databases.js';

/** Ids in the order of the numbers. */
export function idOfNumber(number: number): string {
  return `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

export function partnerId(number: number): string {
  return `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** An aggregate as the service keeps it, with nothing to publish. */
export function stored(number: number, state: object): Record<string, unknown> & { _id: string } {
  const id = idOfNumber(number);
  return { _id: id, version: 1, sequence: 1, commands: [], outbox: [], pending: false, state: { id, ...state } };
}

/** How the database finds what fits, in the order of ids: the stages of its plan, and how many documents it looks at. */
export async function planFor(
  databases: Databases,
  collection: string,
  filter: object,
  limit: number,
): Promise<{ index: boolean; collection: boolean; sort: boolean; examined: number }> {
  const { queryPlanner, executionStats } = (await databases.explain('relationships', collection, filter, limit)) as {
    queryPlanner: { winningPlan: unknown };
    executionStats: { totalDocsExamined: number };
  };
  const plan = JSON.stringify(queryPlanner.winningPlan);
  const has = (stage: string): boolean => plan.includes(`"stage":"${stage}"`);
  const stages = { index: has('IXSCAN'), collection: has('COLLSCAN'), sort: has('SORT') };
  return { ...stages, examined: executionStats.totalDocsExamined };
}
