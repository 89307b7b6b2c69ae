/** Names of the same issuer. */
export class InstanceMetadata {
  /** Where to ask for tokens: a host, with its port if it is not 443. */
  preferred_network: string;
  /** The name under which tokens are kept. */
  preferred_cache: string;
  aliases: string[];
}

/** What Microsoft's authentication libraries ask about an authority before they trust it. */
export class Instance {
  /** The discovery document of the tenant that was asked for. */
  tenant_discovery_endpoint: string;
  'api-version': string;
  metadata: InstanceMetadata[];
}
