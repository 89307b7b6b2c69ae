/** An access token. The numbers are strings, as Partner Center answers them. */
export class ExchangedToken {
  token_type: string;
  /** In seconds. */
  expires_in: string;
  /** The same as `expires_in`. */
  ext_expires_in: string;
  /** Seconds since 1970. */
  expires_on: string;
  /** Seconds since 1970. */
  not_before: string;
  /** What the token is for. */
  resource: string;
  access_token: string;
}
