import { Injectable } from '@nestjs/common';

/** Where the process is in its life. */
@Injectable()
export class Lifecycle {
  /** Set with the first signal to stop: from then on the service is not ready any more. */
  stopping = false;
}
