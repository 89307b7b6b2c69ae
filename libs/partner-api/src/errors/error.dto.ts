/** An error as Partner Center's SDKs read it, with the fields of its newer services. */
export class ErrorResource {
  /** Partner Center's numeric code of the refusal. */
  code: number;

  /** The same as `description`. */
  message: string;

  /** What is wrong and what to do, at most 1,024 characters. */
  description: string;

  /** A name for the code, such as `PartnerConfirmedAgreementAlreadyExists`. Only a few codes have one. */
  errorName?: string;

  data: string[];

  /** The part of the platform that refused. */
  source: string;

  /** Whether sending the same request again can help. */
  isRetryable: boolean;

  parameters: object;

  errorMessageExtended: string;
}
