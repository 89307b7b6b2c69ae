/** Tokens, as v2 answers them. */
export class TokenAnswer {
  /** A JWT for the API; or a token that is good for `userinfo` only. */
  access_token: string;
  token_type: string;
  /** In seconds. */
  expires_in: number;
  /** The same as `expires_in`. */
  ext_expires_in: number;
  /** With `offline_access`. It works once: the answer to its use has the next one. */
  refresh_token?: string;
  /** With `openid`. */
  id_token?: string;
  /** What was granted. */
  scope?: string;
  /** With `client_info=1`: the user whom the tokens are for, as JSON in base64url. */
  client_info?: string;
}

/** Tokens, as v1 answers them: numbers are strings. */
export class TokenAnswerV1 {
  access_token: string;
  token_type: string;
  /** In seconds. */
  expires_in: string;
  /** The same as `expires_in`. */
  ext_expires_in: string;
  /** Seconds since 1970. */
  expires_on: string;
  /** Seconds since 1970. */
  not_before: string;
  /** In the words of the client. */
  resource: string;
  /** It works once: the answer to its use has the next one. */
  refresh_token?: string;
  id_token?: string;
  scope?: string;
  /** With `client_info=1`: the user whom the tokens are for, as JSON in base64url. */
  client_info?: string;
}

/** Codes for a device, as v2 answers them. */
export class DeviceCodeAnswer {
  /** For the device, which asks for its tokens with it. */
  device_code: string;
  /** For the user, who types it on the page. */
  user_code: string;
  /** The page. */
  verification_uri: string;
  /** In seconds. */
  expires_in: number;
  /** How long the device waits before it asks again, in seconds. */
  interval: number;
  /** A sentence to show to the user. */
  message: string;
}

/** Codes for a device, as v1 answers them: numbers are strings. */
export class DeviceCodeAnswerV1 {
  /** For the device, which asks for its tokens with it. */
  device_code: string;
  /** For the user, who types it on the page. */
  user_code: string;
  /** The page. */
  verification_url: string;
  /** In seconds. */
  expires_in: string;
  /** How long the device waits before it asks again, in seconds. */
  interval: string;
  /** A sentence to show to the user. */
  message: string;
}
