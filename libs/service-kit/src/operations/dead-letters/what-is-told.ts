import { isMessageAtFault, type ParkedLetter } from '#lib/messaging';

/** What the sender of a message says of it. */
export interface ToldOfMessage {
  key?: string;
  messageId?: string;
  type?: string;
  source?: string;
  subject?: string;
  correlationId?: string;
}

const LONGEST = 256;
const LONGEST_REASON = 1_000;

/** Cut to what can be shown. Nothing else of a message is. */
export function toldOf({ key, headers = {} }: ParkedLetter['message']): ToldOfMessage {
  const fields = {
    key,
    messageId: headers['ce_id'],
    type: headers['ce_type'],
    source: headers['ce_source'],
    subject: headers['ce_subject'],
    // As the services have it.
    correlationId: headers['ce_correlationid'] ?? headers['ce_id'],
  };
  const texts = Object.entries(fields).map(([name, text]) => [name, text?.toString().slice(0, LONGEST)]);
  return Object.fromEntries(texts.filter(([, text]) => text)) as ToldOfMessage;
}

/** Absent where the message is not at fault: what a bug or a database says may hold values of the message. */
export function reasonOf(error: Error): string | undefined {
  return isMessageAtFault(error) ? error.message.slice(0, LONGEST_REASON) : undefined;
}
