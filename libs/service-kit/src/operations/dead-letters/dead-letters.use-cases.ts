import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import {
  EventProducer,
  MESSAGING_OPTIONS,
  PublishingRefusedError,
  REDRIVEN_OF,
  type MessagingOptions,
} from '#lib/messaging';
import { notFound, PartnerError } from '#lib/partner-api';
import { type DeadLetterDecision } from '#contracts/internal/each-service';
import { DeadLettersRepository, type StoredLetter } from './dead-letters.repository.js';
import { fromKept } from './kept-message.js';
import { redriveTopicOf } from './redrive-topic.js';

/** After that whoever has asked does not wait any more: it must not be sent behind their back. */
const SEND_WITHIN_MS = 1_500;

/** Gives what this service has parked to it again, or lets it be. */
@Injectable()
export class DeadLettersUseCases {
  constructor(
    private readonly letters: DeadLettersRepository,
    private readonly producer: EventProducer,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  async byId(id: string): Promise<StoredLetter> {
    const letter = await this.letters.find(id);
    if (!letter) throw notFound(`There is no dead letter ${id}.`);
    return letter;
  }

  /** The same decision once more changes nothing. */
  async decide(id: string, decision: DeadLetterDecision, decidedBy: string): Promise<StoredLetter> {
    const letter = await this.byId(id);
    const outcome = decision === 'replay' ? 'replayed' : 'discarded';
    if (letter.status === outcome) return letter;
    if (letter.status !== 'waiting')
      throw conflict(`The dead letter ${id} does not wait any more: it is ${letter.status}.`);
    if (decision === 'replay') await this.replay(letter, decidedBy);
    else await this.letters.discard(letter, decidedBy);
    return this.byId(id);
  }

  /** Sent first: a crash in between leaves it waiting, and to be handled twice does no harm. */
  private async replay(letter: StoredLetter, decidedBy: string): Promise<void> {
    const { _id: id, place, deadLetterTopic, message } = letter;
    if (!message) {
      throw conflict(
        `The dead letter ${id} is too large to be kept. Give it again with: npm run dlt -- redrive ${deadLetterTopic}`,
      );
    }
    const { key, value, headers } = fromKept(message);
    const topic = redriveTopicOf(letter, this.options.service, this.options.topicPrefix);
    const record = { key, value, headers: { ...headers, [REDRIVEN_OF]: place } };
    try {
      await this.producer.send(topic, [record], SEND_WITHIN_MS);
    } catch (error) {
      const refused = error instanceof PublishingRefusedError ? ` It refuses it: ${error.refusal.code}.` : '';
      throw new PartnerError(faults.unavailable, `The broker does not take the message now.${refused} Try again.`, 5);
    }
    await this.letters.replayed(letter, decidedBy);
  }
}

function conflict(description: string): PartnerError {
  return new PartnerError(faults.conflict, description);
}
