import { type ErrorResource } from './generated/types.gen';

/** Why a request did not do what it should: in the words of the platform, where it has answered. */
export class Problem extends Error {
  constructor(
    message: string,
    /** Of HTTP; 0 where there was no answer. */
    readonly status: number,
    /** Partner Center's code. */
    readonly code: number = 0,
  ) {
    super(message);
  }

  /** Whether the same request may get through later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }
}

export function problemOf(answer: unknown, response: Response | undefined): Problem {
  if (!response) return new Problem('', 0);
  const { description, code } = (typeof answer === 'object' && answer ? answer : {}) as Partial<ErrorResource>;
  return new Problem(description ?? '', response.status, code);
}
