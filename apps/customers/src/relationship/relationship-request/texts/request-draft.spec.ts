import { requestDraft } from './request-draft.js';

const facts = { partner: 'Alder {url} Resale', url: 'https://two.tier/invitations/1', language: 'en' };

it.each([
  ['one partner', facts, /^Alder \{url\} Resale asks your company to work together$/],
  ['a joint request', { ...facts, provider: 'Broadway' }, /^Alder .* and Broadway ask your company/],
  ['another language', { ...facts, language: 'de-AT' }, /möchte mit Ihrem Unternehmen zusammenarbeiten$/],
  ['a language without a draft', { ...facts, language: 'tlh' }, /asks your company/],
  ['a word that is no language', { ...facts, language: 'constructor' }, /asks your company/],
])('[C3] the draft for %s holds the link once, and leaves nothing open', (_, given, subject) => {
  const draft = requestDraft({ ...given, expiresAt: new Date('2026-03-01T08:00:00Z') });
  expect(draft.subject).toMatch(subject);
  expect(draft.body.split(facts.url)).toHaveLength(2);
  expect(draft.body.replaceAll(facts.partner, '')).not.toMatch(/[{}]/);
});

it('[C3] tells until when a link works, and nothing of it where it is reusable', () => {
  expect(requestDraft({ ...facts, expiresAt: new Date('2026-03-01T08:00:00Z') }).body).toContain('1 March 2026');
  expect(requestDraft(facts).body).not.toContain('used once');
});
