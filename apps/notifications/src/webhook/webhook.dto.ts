import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { ResourceAttributes, SeekQuery } from '#lib/partner-api';
import { type AttemptResult } from './callback.client.js';
import { deliveryStatuses, type Delivery, type DeliveryStatus } from './delivery.js';
import { type Registration } from './registration.js';
import { webhookEventNames, type WebhookEventName } from './webhook-event.js';
import { type PublishedCertificate } from './signing/webhook-signature.js';

const MAX_URL = 2_000;

export class RegisterWebhookRequest {
  /**
   * Where events are posted to: `https`, on a host in the internet. Hosts that the operator allows may be in a private network, and
   * may be called by `http`.
   */
  @Text({ max: MAX_URL })
  webhookUrl: string;

  /** Names of events, such as `customer-created`; `GET /webhooks/v1/registration/events` lists them. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(webhookEventNames.length)
  @ArrayUnique()
  @IsIn(webhookEventNames, { each: true })
  webhookEvents: WebhookEventName[];

  /** Whether the signature goes into the header `x-ms-signature` instead of `Authorization`; absent: no. */
  @IsOptional()
  @IsBoolean()
  signatureTokenToMsSignatureHeader?: boolean;
}

/** In the casing of Partner Center's samples. */
export class RegistrationResource {
  /** A GUID. */
  SubscriberId: string;
  WebhookUrl: string;
  WebhookEvents: string[];
  SignatureTokenToMsSignatureHeader: boolean;

  /** ISO 8601 in UTC. */
  LastModifiedTimestamp: string;
}

export class ValidationRequestResource {
  /** Of the test event, a GUID: its report is at `/webhooks/v1/registration/validationEvents/{correlationId}`. */
  correlationId: string;
}

export class AttemptResource {
  /** Such as `OK` or `InternalServerError`; empty if there was no answer. */
  responseCode: string;

  /** Why there was none, or why the answer does not count; empty if it was taken. */
  responseMessage: string;

  /** Whether there was no answer. */
  systemError: boolean;

  /** ISO 8601 in UTC. */
  dateTimeUtc: string;
}

/** A certificate that signatures are checked with. */
export class CertificateResource {
  /** A GUID. */
  certificateId: string;

  /** Where it is, and what `X-MS-Certificate-Url` says. */
  url: string;

  /** `signing`: events are signed with it now. `next`: they will be. `retired`: they were. */
  status: string;

  /** From when on it is signed with. ISO 8601 in UTC. */
  signsFrom: string;
}

/** What became of a test event. */
export class ValidationReportResource {
  correlationId: string;
  partnerId: string;

  /** `completed`: it was taken, or is given up. `pending`: it will be tried again. */
  status: string;

  /** Where it is posted to now; absent if the registration is gone. */
  callbackUrl?: string;

  /** The attempts so far. */
  results: AttemptResource[];
}

export class ListDeliveriesQuery extends SeekQuery {
  /** `pending`, `delivered`, `failed` or `dropped`; absent: all. */
  @IsOptional()
  @IsIn(deliveryStatuses)
  status?: DeliveryStatus;
}

/** One webhook event on its way to the caller. */
export class DeliveryResource {
  /** A GUID; the header `MS-RequestId` of each attempt. */
  id: string;

  /** Such as `customer-created`. */
  eventName: string;

  /** `pending`: will be sent. `delivered`: it was taken. `failed`: it was not, ten times. `dropped`: no longer registered for. */
  status: string;

  /** Attempts since it was made, or sent again. */
  attempts: number;

  /** The body that is posted, JSON. */
  body: string;

  /** ISO 8601 in UTC, as all dates here. */
  creationDate: string;

  /** For a pending one: when it is tried again at the earliest. */
  nextAttemptDate?: string;

  /** When it was taken, given up or dropped. */
  endDate?: string;

  /** The last ten attempts. */
  results: AttemptResource[];

  attributes: ResourceAttributes;
}

export function toRegistration(registration: Registration): RegistrationResource {
  return {
    SubscriberId: registration.subscriberId,
    WebhookUrl: registration.webhookUrl,
    WebhookEvents: registration.webhookEvents,
    SignatureTokenToMsSignatureHeader: registration.signatureTokenToMsSignatureHeader,
    LastModifiedTimestamp: registration.changedAt.toISOString(),
  };
}

export function toReport(delivery: Delivery, registration: Registration | undefined): ValidationReportResource {
  const { id, partnerId, status, results } = delivery;
  return {
    correlationId: id,
    partnerId,
    status: status === 'pending' ? 'pending' : 'completed',
    ...(registration && { callbackUrl: registration.webhookUrl }),
    results: results.map(toAttempt),
  };
}

export function toDelivery(delivery: Delivery): DeliveryResource {
  const { id, event, status, attempts, body, createdAt, nextAttemptAt, endedAt, results } = delivery;
  return {
    id,
    eventName: event,
    status,
    attempts,
    body,
    creationDate: createdAt.toISOString(),
    ...(nextAttemptAt && { nextAttemptDate: nextAttemptAt.toISOString() }),
    ...(endedAt && { endDate: endedAt.toISOString() }),
    results: results.map(toAttempt),
    attributes: { objectType: 'WebhookDelivery' },
  };
}

export function toCertificate({ id, url, status, signsFrom }: PublishedCertificate): CertificateResource {
  return { certificateId: id, url, status, signsFrom: signsFrom.toISOString() };
}

function toAttempt({ responseCode, responseMessage, systemError, at }: AttemptResult): AttemptResource {
  return { responseCode, responseMessage, systemError, dateTimeUtc: at.toISOString() };
}
