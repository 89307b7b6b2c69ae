/** The tenant's place in the paths that oidc-provider knows. In the paths of clients a tenant may stand there. */
export const ANY_TENANT = 'organizations';

/** The paths that oidc-provider knows. */
export const oidcRoutes = {
  authorization: `/${ANY_TENANT}/oauth2/v2.0/authorize`,
  token: `/${ANY_TENANT}/oauth2/v2.0/token`,
  device_authorization: `/${ANY_TENANT}/oauth2/v2.0/devicecode`,
  code_verification: '/devicelogin',
  end_session: `/${ANY_TENANT}/oauth2/v2.0/logout`,
  jwks: '/discovery/v2.0/keys',
  userinfo: '/oidc/userinfo',
  revocation: '/oidc/revoke',
} as const;

export const DISCOVERY_ROUTE = '/.well-known/openid-configuration';
