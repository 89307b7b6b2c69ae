import { type PartnerType } from '#lib/contracts';

/** What a partner gets when it is accepted. Who is asked for together with a reseller gets no more than it takes to order. */
type Right = 'all' | 'administer' | 'order' | 'order-and-administer';

/** What somebody accepts, by language. The sentence of one language says neither more nor less than those of the others. */
const texts: Record<string, Record<Right, string>> = {
  en: {
    all: '{name} gets administrator permission over your subscriptions, licences and users.',
    administer:
      '{name} gets administrator permission over your licences and users. Subscriptions that it is on record for it may ' +
      'suspend, make active again and rename, and it may switch their automatic renewal.',
    order: '{name} may place orders for your company.',
    'order-and-administer': '{name} may place orders for your company, and gets administrator permission.',
  },
  de: {
    all: '{name} erhält die Administratorberechtigung für Ihre Abonnements, Lizenzen und Benutzer.',
    administer:
      '{name} erhält die Administratorberechtigung für Ihre Lizenzen und Benutzer. Abonnements, für die {name} als Händler ' +
      'eingetragen ist, darf {name} aussetzen, wieder aktivieren und umbenennen und ihre automatische Verlängerung umschalten.',
    order: '{name} darf für Ihr Unternehmen bestellen.',
    'order-and-administer': '{name} darf für Ihr Unternehmen bestellen und erhält die Administratorberechtigung.',
  },
  tr: {
    all: '{name}, abonelikleriniz, lisanslarınız ve kullanıcılarınız üzerinde yönetici izni alır.',
    administer:
      '{name}, lisanslarınız ve kullanıcılarınız üzerinde yönetici izni alır. Kayıtlı bayisi olduğu abonelikleri askıya ' +
      'alabilir, yeniden etkinleştirebilir, yeniden adlandırabilir ve otomatik yenilemelerini açıp kapatabilir.',
    order: '{name}, şirketiniz için sipariş verebilir.',
    'order-and-administer': '{name}, şirketiniz için sipariş verebilir ve yönetici izni alır.',
  },
};

/**
 * What is accepted, one sentence for each partner.
 * @param language such as `de` or `de-AT`; English where there is no text in this language
 */
export function grantsOf(asking: readonly { name: string; partnerType: PartnerType }[], language: string): string[] {
  const code = language.toLowerCase().split('-')[0] ?? '';
  const known = Object.hasOwn(texts, code) ? code : 'en';
  return asking.map(({ name, partnerType }) =>
    (texts[known]?.[rightOf(partnerType, asking.length > 1)] ?? '').replaceAll('{name}', () => name),
  );
}

function rightOf(partnerType: PartnerType, isJoint: boolean): Right {
  if (partnerType === 'indirect-reseller') return 'administer';
  if (partnerType !== 'indirect-provider') return 'all';
  return isJoint ? 'order' : 'order-and-administer';
}
