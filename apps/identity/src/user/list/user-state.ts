import { Transform } from 'class-transformer';
import { type DeletedUser, type User } from '../../tenant/tenant.js';

/** Partner Center's words: a user that was deleted is inactive for as long as it can be restored. */
export const userStates = ['active', 'inactive'] as const;
export type UserState = (typeof userStates)[number];

/** In any casing. */
export const isState = Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown)));

export function stateOf(user: User | DeletedUser): { state: UserState; softDeletionTime?: Date } {
  return 'deletedAt' in user ? { state: 'inactive', softDeletionTime: user.deletedAt } : { state: 'active' };
}
