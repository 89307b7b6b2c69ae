/** How long tokens are valid, in seconds. A removed role ends with the access tokens that hold it. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;
export const ID_TOKEN_SECONDS = 60 * 60;
/** Each refresh token, counted from when it was issued; using it makes a new one. */
export const REFRESH_TOKEN_SECONDS = 90 * 24 * 60 * 60;
/** What a user agreed to for an application: after that it has to sign in again. */
export const GRANT_SECONDS = 365 * 24 * 60 * 60;
export const AUTHORIZATION_CODE_SECONDS = 2 * 60;
/** From the beginning of a sign-in to its end. */
export const INTERACTION_SECONDS = 30 * 60;
/** How long a browser stays signed in. */
export const SESSION_SECONDS = 12 * 60 * 60;
