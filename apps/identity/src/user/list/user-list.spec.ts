import { seekOf } from '#lib/partner-api';
import { type User } from '../../tenant/tenant.js';
import { pageOfUsers, stateAskedFor, UserListQuery } from './user-list.js';

const user = (id: string, userName: string, displayName?: string): User => ({
  id,
  userName,
  roles: [],
  ...(displayName && { displayName }),
});
const users = [user('3', 'bo', 'Zoe'), user('1', 'cy', 'ann'), user('4', 'al', 'Ann'), user('2', 'di')];
const asked = (query: object): UserListQuery => Object.assign(new UserListQuery(), query);

function page(query: object, token?: string): { names: string[]; next?: string; previous?: string } {
  const seek = seekOf(UserListQuery, asked(query), token, '/users of tenant-1');
  const { items, links } = pageOfUsers('/users', seek, users, ({ userName }) => userName);
  return { names: items, next: links.next?.headers[0]?.value, previous: links.previous?.headers[0]?.value };
}

it.each<[object, string[]]>([
  [{}, ['cy', 'di', 'bo', 'al']],
  [{ sortDirection: 'descending' }, ['al', 'bo', 'di', 'cy']],
  [{ sortField: 'displayName' }, ['cy', 'al', 'di', 'bo']],
  [{ sortField: 'displayName', sortDirection: 'descending' }, ['bo', 'di', 'al', 'cy']],
  [{ sortField: 'userPrincipalName', sortDirection: 'ascending' }, ['al', 'bo', 'cy', 'di']],
])('[C9] users are listed as %j asks, on one page and on several, forward and backward', (query, names) => {
  expect(page(query).names).toEqual(names);
  let shown = page({ ...query, size: 1 });
  const walked = [...shown.names];
  for (; shown.next; walked.push(...shown.names)) shown = page({}, shown.next);
  expect(walked).toEqual(names);
  for (walked.splice(0, names.length - 1); shown.previous; walked.unshift(...shown.names)) {
    shown = page({ seekOperation: 'Previous' }, shown.previous);
  }
  expect(walked).toEqual(names);
  expect(page({ seekOperation: 'Last' }, shown.next).names).toEqual(names.slice(-1));
  expect(page({ seekOperation: 'First' }, shown.next).names).toEqual(names.slice(0, 1));
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
  expect(() => stateAskedFor(filter)).toThrow(/^filter: users can only be filtered by UserState/),
);
