import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { answered } from '../api/answers';
import { programInfoGet } from '../api/generated/sdk.gen';
import { type ProgramInfoResource } from '../api/generated/types.gen';
import { Problem, problemOf } from '../api/problem';

export type Role = 'GlobalAdmin' | 'AdminAgent' | 'SalesAgent' | 'HelpdeskAgent' | 'BillingAdmin' | 'Operator';

export interface SignedInUser {
  tenantId: string;
  userId: string;
  userName: string;
  name: string;
  /** Of the issuer, where it knows them. */
  firstName?: string;
  lastName?: string;
  roles: Role[];
}

/** What a company is to the platform. `other`: a customer, or one that has not enrolled. */
export type Kind = ProgramInfoResource['program'] | 'operator' | 'other';

export interface Me {
  user: SignedInUser;
  kind: Kind;
  program?: ProgramInfoResource;
}

const portal = { 'x-portal': '1' };

/** Who was signed in last, since the document was loaded. */
let lastKnown: Me | undefined;

/** Who is signed in, and what their company is; null: nobody. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 });

export function useMe(): Me | undefined {
  return useQuery(meQuery).data ?? undefined;
}

/** For pages that only somebody who is signed in can see. They stay when the session ends: what was typed is still there. */
export function useSignedIn(): Me {
  const me = useMe() ?? lastKnown;
  if (!me) throw new Error('Nobody is signed in.');
  return me;
}

export function holds(me: Me, ...roles: Role[]): boolean {
  return roles.some((role) => me.user.roles.includes(role));
}

/** Whoever is signed in, as a contact to begin a form with. A user name is most often an address as well. */
export function useOwnContact(): { firstName?: string; lastName?: string; email: string } {
  const { firstName, lastName, userName: email } = useSignedIn().user;
  return { firstName, lastName, email };
}

export function signInAddress(returnTo: string, userName?: string): string {
  const query = new URLSearchParams({ to: returnTo, ...(userName !== undefined && { user: userName }) });
  return `/app/sign-in?${query.toString()}`;
}

export async function signOut(queries: QueryClient): Promise<void> {
  const response = await fetch('/app/sign-out', { method: 'POST', headers: portal }).catch(() => undefined);
  queries.clear();
  const { location = '/' } = response?.ok ? ((await response.json()) as { location?: string }) : {};
  window.location.assign(location);
}

async function readMe(): Promise<Me | null> {
  const response = await fetch('/app/session', { headers: portal }).catch(() => undefined);
  if (!response?.ok) throw problemOf(undefined, response);
  const { user } = (await response.json()) as { user?: SignedInUser };
  if (!user) return null;
  lastKnown = await meOf(user);
  return lastKnown;
}

async function meOf(user: SignedInUser): Promise<Me> {
  if (user.roles.includes('Operator')) return { user, kind: 'operator' };
  const program = await readProgram();
  return { user, kind: program?.program ?? 'other', ...(program && { program }) };
}

/** A company that is no partner is refused. */
async function readProgram(): Promise<ProgramInfoResource | undefined> {
  return answered(programInfoGet()).catch((error: unknown) => {
    if (error instanceof Problem && [403, 404].includes(error.status)) return undefined;
    throw error;
  });
}
