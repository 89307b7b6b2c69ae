import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { type Application } from './application.js';

/** An application to register in the caller's tenant. */
export class RegisterApplicationRequest {
  /** The name that users see when they are asked to allow it, 1 to 120 characters. */
  @Text({ max: 120 })
  displayName: string;

  /**
   * Where sign-ins come back to, up to 20: https, or http on a loopback address (any port matches). Without one the
   * application can only act without a user.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Text({ max: 2_000, each: true })
  redirectUris?: string[];

  /** Whether it cannot keep a secret, such as on a desktop. It then gets no secret, and cannot act without a user. */
  @IsOptional()
  @IsBoolean()
  public?: boolean;
}

export class ApplicationResource {
  /** The `client_id`, a GUID. */
  appId: string;
  displayName: string;
  redirectUris: string[];
  public: boolean;
  createdDate: Date;
  /** The `client_secret`, only in the answer to the request that made it. */
  secret?: string;
  /** Whether the secret before the last still works. */
  previousSecretWorks: boolean;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toResource(application: Application, secret?: string): ApplicationResource {
  const { appId, displayName, redirectUris, secretHash, previousSecretHash, createdAt } = application;
  return {
    appId,
    displayName,
    redirectUris,
    public: secretHash === undefined,
    createdDate: createdAt,
    ...(secret !== undefined && { secret }),
    previousSecretWorks: previousSecretHash !== undefined,
    links: selfLink(`/applications/${appId}`),
    attributes: { objectType: 'Application' },
  };
}
