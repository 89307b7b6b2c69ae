import { type errors } from 'oidc-provider';

const SIGN_IN_AGAIN = 'Sign in again.';

/**
 * Why a code or a refresh token is refused. Who asks has proved which application it is, and holds the code or token:
 * what it learns here it could find out anyway, and whose it is, it is not told.
 */
const causes: [detail: RegExp, description: string][] = [
  [/^client mismatch$/, 'was issued to another application. Send the client_id that it was issued to.'],
  [/ not found$/, `is unknown: it has expired, was revoked, or is incomplete. ${SIGN_IN_AGAIN}`],
  [/ is expired$/, `has expired. ${SIGN_IN_AGAIN}`],
  [/ already (used|consumed)$/, `was used before, so everything that was issued with it was revoked. ${SIGN_IN_AGAIN}`],
  [
    /referenced account not found/,
    `belongs to a user who was removed, has changed the password since, or is not in the tenant of the path. ${SIGN_IN_AGAIN}`,
  ],
  [/redirect_uri mismatch$/, 'was sent to another redirect_uri. Send the one of the authorization request.'],
  [/^code_verifier /, 'needs the code_verifier of its code_challenge. Send the one that the sign-in began with.'],
];

const subjects: Record<string, string> = {
  refresh_token: 'The refresh token',
  authorization_code: 'The authorization code',
};

/** The `error_description` of an `invalid_grant`; undefined where oidc-provider's own has to do. */
export function grantRefusal(
  { error, error_detail: detail = '' }: errors.OIDCProviderError,
  grantType: unknown,
): string | undefined {
  if (error !== 'invalid_grant') return undefined;
  const subject = subjects[String(grantType)] ?? 'The device code';
  if (/^grant /.test(detail)) return `What the user agreed to was revoked or has expired. ${SIGN_IN_AGAIN}`;
  const [, description] = causes.find(([form]) => form.test(detail)) ?? [];
  return description && `${subject} ${description}`;
}
