import { i18n, type Messages } from '@lingui/core';

export const languageNames = { en: 'English', de: 'Deutsch', tr: 'Türkçe' } as const;
export type Language = keyof typeof languageNames;

const KEPT_AS = 'language';

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('../locales/en.po'),
  de: () => import('../locales/de.po'),
  tr: () => import('../locales/agreements.tr.po'),
};

/** Where links of mails lead to, and the partner agreement: what somebody reads before they accept it. */
const forAgreements = /^\/(my|invitations|partnershipinvitations|verifications)\/|^\/app\/partner-agreement$/;

const languages = Object.keys(languageNames) as Language[];

/** The languages that a page comes in. @param path of the page */
export function languagesOf(path: string): Language[] {
  return forAgreements.test(path) ? languages : languages.filter((language) => language !== 'tr');
}

/** Of the languages of a page, the one that was chosen in this browser; else the first that it asks for; else English. */
export function preferredLanguage(path: string): Language {
  const wanted = [localStorage.getItem(KEPT_AS) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  const offered = languagesOf(path);
  for (const tag of wanted) {
    const found = offered.find((language) => language === tag);
    if (found) return found;
  }
  return 'en';
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (i18n.locale === language) return;
  const { messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
}
