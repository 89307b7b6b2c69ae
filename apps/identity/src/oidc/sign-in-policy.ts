import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

const { base, Check } = interactionPolicy;

/** When users are asked to sign in, and to consent: as oidc-provider has it, and where the session's user cannot be used. */
export function signInPolicy(): interactionPolicy.DefaultPolicy {
  const policy = base();
  const reason = 'the signed-in user was removed, has changed the password since, or belongs to another tenant';
  policy.get('login')?.checks.add(new Check('other_account', reason, isUnusable));
  return policy;
}

function isUnusable({ oidc }: KoaContextWithOIDC): boolean {
  if (oidc.session?.accountId === undefined) return false;
  const { tenant } = oidc.params as { tenant?: string };
  const account = oidc.account as { tenantId: string; passwordSince: number } | undefined;
  if (!account || (tenant !== undefined && account.tenantId !== tenant)) return true;
  return (oidc.session.loginTs ?? 0) < account.passwordSince;
}
