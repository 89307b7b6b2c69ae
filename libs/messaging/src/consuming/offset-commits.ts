import { Logger } from '@nestjs/common';
import { type EachBatchPayload } from 'kafkajs';

/** What of a batch is needed to commit what its consumer has handled, of all partitions. */
type Handled = Pick<EachBatchPayload, 'uncommittedOffsets' | 'commitOffsetsIfNecessary'>;

const EVERY_MS = 500;

/**
 * Commits what a consumer has handled, twice a second at most, as each commit is a write of the broker and an answer to wait
 * for. What was handled since is delivered again after a crash or a rebalance: handlers are idempotent.
 */
export class OffsetCommits {
  private readonly logger = new Logger(OffsetCommits.name);
  private handled?: Handled;
  private timer?: NodeJS.Timeout;
  private isAtOnce = false;

  constructor(private readonly everyMs = EVERY_MS) {}

  /** The next batch is committed when it is handled: of what it does, a repeat could be seen. */
  hurry(): void {
    this.isAtOnce = true;
  }

  /** A batch has been handled, or a part of it. */
  async soon(handled: Handled): Promise<void> {
    this.handled = handled;
    if (this.isAtOnce) await this.now();
    else this.timer ??= setTimeout(() => void this.now(), this.everyMs);
  }

  /** What cannot be committed now is committed with what is handled next, here or where the partition goes. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isAtOnce = false;
    const offsets = this.handled?.uncommittedOffsets();
    if (!offsets?.topics.length) return;
    await this.handled
      ?.commitOffsetsIfNecessary(offsets)
      .catch((error: Error) => this.logger.debug(`Offsets are not committed yet: ${error.message}`));
  }
}
