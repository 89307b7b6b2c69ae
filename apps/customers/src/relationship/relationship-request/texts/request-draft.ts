import de from './drafts/de.json' with { type: 'json' };
import en from './drafts/en.json' with { type: 'json' };

/** The drafts by language. Another language is another file beside `drafts/en.json`, and its line here. */
const drafts: Record<string, typeof en> = { en, de };

/** What the draft of a mail says. */
export interface DraftFacts {
  /** Who asks. */
  partner: string;
  /** Of a joint request. */
  provider?: string;
  url: string;
  /** Of a link that works once. */
  expiresAt?: Date;
  /** Such as `de` or `de-AT`; English where there is no draft in this language. */
  language: string;
}

export interface Draft {
  subject: string;
  /** Plain text. */
  body: string;
}

/** The mail that a partner sends to a customer; the text may be changed, the link has to stay. */
export function requestDraft({ partner, provider, url, expiresAt, language }: DraftFacts): Draft {
  const code = language.toLowerCase().split('-')[0] ?? '';
  const known = Object.hasOwn(drafts, code) ? code : 'en';
  const texts = drafts[known] ?? en;
  const { subject, body, to } = provider ? texts.joint : texts.single;
  const time = new Intl.DateTimeFormat(known === 'en' ? 'en-GB' : known, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const expiry = expiresAt ? filled(texts.expiry, { time: time.format(expiresAt) }) : '';
  const words = { partner, provider: provider ?? '', to, url, expiry };
  return { subject: filled(subject, words), body: filled(body, words) };
}

function filled(text: string, words: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}
