import { client } from './generated/client.gen';
import { problemOf } from './problem';

/** The API with the session of this browser: the portal adds the token, which no script can read. */
client.setConfig({ baseUrl: '/app/api', headers: { 'x-portal': '1' } });

/** For what needs no session: the API itself, at the same address. */
export const anonymous = { baseUrl: '', headers: { 'x-portal': null } } as const;

interface Called<Answer> {
  data?: Answer;
  error?: unknown;
  response?: Response;
}

/** What the API answers; throws a `Problem` if it refuses, or does not answer. */
export async function answered<Answer>(call: Promise<Called<Answer>>): Promise<NonNullable<Answer>> {
  return (await answeredWith(call)).data;
}

/** The same, with the response that it came in. */
export async function answeredWith<Answer>(
  call: Promise<Called<Answer>>,
): Promise<{ data: NonNullable<Answer>; response: Response }> {
  const { data, error, response } = await call.catch(() => ({
    data: undefined,
    error: undefined,
    response: undefined,
  }));
  if (!response?.ok) throw problemOf(error, response);
  return { data: data as NonNullable<Answer>, response };
}
