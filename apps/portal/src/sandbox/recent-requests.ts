import { Injectable } from '@nestjs/common';

/** A request that a page has sent to the API. */
export interface RecentRequest {
  /** ISO 8601. */
  at: string;
  method: string;
  /** Without the tokens of links. */
  path: string;
  status: number;
  ms: number;
  requestId?: string;
  correlationId?: string;
}

const AT_MOST = 100;
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const LONG = /[\w-]{24,}/g;

/** The last requests of pages, in this process. */
@Injectable()
export class RecentRequests {
  private readonly requests: RecentRequest[] = [];

  /** The latest first. */
  all(): RecentRequest[] {
    return this.requests.toReversed();
  }

  add(request: RecentRequest): void {
    const path = request.path.replace(LONG, (text) => (GUID.test(text) ? text : '…'));
    this.requests.push({ ...request, path });
    if (this.requests.length > AT_MOST) this.requests.shift();
  }
}
