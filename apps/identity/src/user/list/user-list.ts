import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { inOrder, invalidArgument, pageOf, parseFilter, SeekQuery, type Collection, type Seek } from '#lib/partner-api';
import { displayNameOf, type User } from '../../tenant/tenant.js';
import { userStates, type UserState } from './user-state.js';

const sortFields = ['displayName', 'firstName', 'lastName', 'userPrincipalName'] as const;
const directions = ['ascending', 'descending'] as const;

const folded = (names: readonly string[]): PropertyDecorator =>
  Transform(
    ({ value }) => names.find((name) => name.toLowerCase() === String(value).toLowerCase()) ?? (value as unknown),
  );

/** Which users are listed, and in which order. */
export class UserListQuery extends SeekQuery {
  /** JSON: `{"Field":"UserState","Value":"Inactive","Operator":"equals"}` lists those that were deleted; `Active`, all others. */
  @IsOptional()
  @Text({ max: 2_000 })
  filter?: string;

  /** `DisplayName`, `FirstName`, `LastName` or `UserPrincipalName`; absent: in the order of the ids. */
  @IsOptional()
  @folded(sortFields)
  @IsIn(sortFields)
  sortField?: (typeof sortFields)[number];

  /** `Ascending`, which is the default, or `Descending`. */
  @IsOptional()
  @folded(directions)
  @IsIn(directions)
  sortDirection?: (typeof directions)[number];
}

/** Which state a filter asks for. */
export function stateAskedFor(filter: string | undefined): UserState {
  if (filter === undefined) return 'active';
  const conditions = parseFilter(filter);
  const [condition] = conditions;
  const state = userStates.find((name) => name === condition?.value.toLowerCase());
  if (conditions.length === 1 && condition?.field === 'userstate' && condition.operator === 'equals' && state) {
    return state;
  }
  throw invalidArgument(
    'filter: users can only be filtered by UserState, with the operator equals and the value Active or Inactive.',
  );
}

/** The page of these users that is asked for, in the order that is asked for. */
export function pageOfUsers<Kind extends User, Item>(
  path: string,
  seek: Seek<SeekQuery & Pick<UserListQuery, 'sortField' | 'sortDirection'>>,
  users: Kind[],
  toItem: (user: Kind) => Item,
): Collection<Item> {
  const { sortField, sortDirection } = seek.query;
  const order = { backward: seek.backward !== (sortDirection === 'descending') };
  const positioned = users.map((user) => ({ id: positionOf(user, sortField), user }));
  const rest = positioned.filter(({ id }) => seek.from === undefined || inOrder(order, id, seek.from) > 0);
  return pageOf(
    path,
    seek,
    rest.sort((one, other) => inOrder(order, one.id, other.id)),
    ({ user }) => toItem(user),
  );
}

/** Users of the same name follow each other in the order of their ids. All are of one domain. */
function positionOf(user: User, field: UserListQuery['sortField']): string {
  if (field === undefined) return user.id;
  const value = { ...user, displayName: displayNameOf(user), userPrincipalName: user.userName }[field] ?? '';
  return `${value.toLowerCase()}\n${user.id}`;
}
