import { type User } from '../tenant/tenant.js';
import { pageOfUsers, seekUsers, stateAskedFor, UserListQuery } from './user-list.js';

const user = (id: string, userName: string, displayName?: string): User => ({
  ...{ id, userName, roles: [], ...(displayName && { displayName }) },
});
const users = [user('3', 'bo', 'Zoe'), user('1', 'cy', 'ann'), user('4', 'al', 'Ann'), user('2', 'di')];
const asked = (query: object): UserListQuery => Object.assign(new UserListQuery(), query);

function page(query: object, token?: string): { names: string[]; next?: string } {
  const { seek, query: read } = seekUsers(UserListQuery, asked(query), token, '/users of tenant-1');
  const found = pageOfUsers('/users', seek, users, read, ({ userName }) => userName);
  return { names: found.items, next: found.continuationToken };
}

it.each<[object, string[]]>([
  [{}, ['cy', 'di', 'bo', 'al']],
  [{ sortDirection: 'descending' }, ['al', 'bo', 'di', 'cy']],
  [{ sortField: 'displayName' }, ['cy', 'al', 'di', 'bo']],
  [{ sortField: 'displayName', sortDirection: 'descending' }, ['bo', 'di', 'al', 'cy']],
  [{ sortField: 'userPrincipalName', sortDirection: 'ascending' }, ['al', 'bo', 'cy', 'di']],
])('[C9] users are listed as %j asks, on one page and on several', (query, names) => {
  expect(page(query).names).toEqual(names);
  const walked: string[] = [];
  let next: string | undefined;
  do {
    const { names: more, next: token } = page(walked.length === 0 ? { ...query, size: 1 } : {}, next);
    walked.push(...more);
    next = token;
  } while (next);
  expect(walked).toEqual(names);
});

it.each([
  [undefined, 'active'],
  ['{"Field":"UserState","Value":"Inactive","Operator":"equals"}', 'inactive'],
  ['{"field":"user_state","value":"ACTIVE","operator":"Equals"}', 'active'],
])('[C9] the filter %s asks for users that are %s', (filter, state) => expect(stateAskedFor(filter)).toBe(state));

it.each([
  '{"Field":"UserStatus","Value":"Inactive","Operator":"equals"}',
  '{"Field":"UserState","Value":"Gone","Operator":"equals"}',
  '{"Field":"UserState","Value":"Inactive","Operator":"not_equals"}',
  '{"LeftFilter":{"Field":"UserState","Value":"Active","Operator":"equals"},"RightFilter":{"Field":"UserState","Value":"Inactive","Operator":"equals"},"Operator":"and"}',
])('[C9] the filter %s is refused', (filter) =>
  expect(() => stateAskedFor(filter)).toThrow(/^filter: users are filtered by UserState alone/),
);
