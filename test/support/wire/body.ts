/** Fields that mean the same in every answer of the public API. What only some resources have is read by their own types. */
export interface Body extends Refusal, Page<Listed> {
  id: string;
  status: string;
  /** Of links that are asked for and accepted. */
  url: string;
  token: string;
}

/** A refusal, in the form of Partner Center. */
export interface Refusal {
  code: number;
  description: string;
  source: string;
  data: unknown[];
}

/** A part of a list, or the whole of it. */
export interface Page<Item> {
  totalCount: number;
  items: Item[];
  links: { self: Link; next?: Link; previous?: Link };
  /** Absent on the last page. */
  continuationToken?: string;
  attributes: Attributes;
}

export interface Link {
  uri: string;
  method: string;
  headers: { key: string; value: string }[];
}

export interface Attributes {
  objectType: string;
  etag?: string;
}

/** What every item of a list has. */
export interface Listed {
  id: string;
}

/** Tokens, or a refusal in the words of OAuth. The older paths have texts for numbers. */
export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  id_token: string;
  token_type: string;
  expires_in: number | string;
  ext_expires_in: number | string;
  expires_on: string;
  not_before: string;
  resource: string;
  scope: string;
  client_info: string;
  error: string;
  error_description: string;
}

/** The description of the public API. */
export interface ApiDocument {
  paths: Record<string, Record<string, ApiOperation>>;
}

export interface ApiOperation {
  security?: object[];
  responses: Record<string, { content: Record<string, { schema: { $ref?: string; type?: string } }> }>;
  'x-rate-limit-per-minute'?: number;
}

/** Where an issuer can be reached. */
export interface Discovery {
  issuer: string;
  jwks_uri: string;
  token_endpoint: string;
  scopes_supported: string[];
}

/** The description of the events and commands. */
export interface AsyncApiDocument {
  asyncapi: string;
  channels: Record<string, { bindings: { kafka: { topic: string } } }>;
  operations: Record<string, { bindings: { kafka: { groupId: { enum: string[] } } } }>;
}

export interface KeySet {
  keys: { kid: string }[];
}
