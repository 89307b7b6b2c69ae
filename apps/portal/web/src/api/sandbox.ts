import { problemOf } from './problem';

/** Whether the platform is a sandbox on somebody's own machine, which has a corner for developers. */
export const isSandbox = document.documentElement.dataset['sandbox'] !== undefined;

export interface DemoUser {
  name: string;
  partnerType: 'direct-bill' | 'indirect-provider' | 'indirect-reseller' | 'operator' | 'customer';
  roles: string[];
}

export interface SentMail {
  id: string;
  message: string;
}

export interface RecentRequest {
  at: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  requestId: string;
  correlationId: string;
}

/** What the portal itself tells of a sandbox. */
export const sandbox = {
  users: (): Promise<{ items: DemoUser[] }> => ask('GET', 'users'),
  mails: (): Promise<{ items: SentMail[] }> => ask('GET', 'mails'),
  requests: (): Promise<{ items: RecentRequest[] }> => ask('GET', 'requests'),
  /** Signs this browser in as a user of the demo. */
  become: (name: string): Promise<undefined> => ask('POST', `users/${encodeURIComponent(name)}/session`),
};

async function ask<Answer>(method: string, path: string): Promise<Answer> {
  const response = await fetch(`/app/sandbox/${path}`, { method, headers: { 'x-portal': '1' } }).catch(() => undefined);
  const answer: unknown = response?.status === 204 ? undefined : await response?.json().catch(() => undefined);
  if (!response?.ok) throw problemOf(answer, response);
  return answer as Answer;
}
