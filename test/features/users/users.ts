import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { type User } from '../../support/wire/resources.js';

export const noRight = '403/900150';

export function newUser(changes: object = {}): Record<'firstName' | 'lastName' | 'userName', string> {
  return { firstName: 'Ben', lastName: 'Hill', userName: `ben-${randomUUID()}`, ...changes };
}

export function assign(client: ApiClient, userId: string, role: string): Promise<ApiAnswer<User>> {
  return client.send('PUT', `/v1/users/${userId}/roles/${role}`);
}

export function remove(client: ApiClient, userId: string, role: string): Promise<ApiAnswer<User>> {
  return client.send('DELETE', `/v1/users/${userId}/roles/${role}`);
}
