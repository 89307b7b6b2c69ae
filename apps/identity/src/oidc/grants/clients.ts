import { type AdapterPayload, type AllClientMetadata, type Client } from 'oidc-provider';
import { type Application } from '../../application/application.js';
import { DEVICE_GRANT } from '../wire/wire-dialect.js';

/** The public client of `npm run token`: it signs in users of any tenant. */
export const COMMAND_LINE_CLIENT: AllClientMetadata & { client_id: string } = {
  client_id: 'c0000000-0000-4000-8000-0000000000c1',
  client_name: 'Two Tier command line',
  application_type: 'native',
  redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
  response_types: ['code'],
};

/** An application, in the words of OAuth. */
export function clientOf(application: Application): AdapterPayload {
  const { appId, tenantId, displayName, redirectUris, secretHash, previousSecretHash } = application;
  const signsIn = redirectUris.length > 0;
  return {
    client_id: appId,
    client_name: displayName,
    // What `native` adds is that the port of a loopback address does not matter.
    application_type: signsIn && redirectUris.every((uri) => uri.startsWith('http:')) ? 'native' : 'web',
    redirect_uris: redirectUris,
    post_logout_redirect_uris: redirectUris,
    response_types: signsIn ? ['code'] : [],
    grant_types: [
      ...(signsIn ? ['authorization_code', 'refresh_token'] : []),
      secretHash === undefined ? DEVICE_GRANT : 'client_credentials',
    ],
    ...(secretHash === undefined
      ? { token_endpoint_auth_method: 'none' }
      : {
          token_endpoint_auth_method: 'client_secret_post',
          client_secret: [secretHash, previousSecretHash].filter(Boolean).join('.'),
        }),
    tenant_id: tenantId,
  };
}

/** The tenant whose users an application signs in; undefined: those of all tenants. */
export function tenantOf(client: Client): string | undefined {
  return client.tenant_id as string | undefined;
}
