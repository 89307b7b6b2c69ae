import { useLingui } from '@lingui/react/macro';
import { type ProgramInfoResource } from '../api/generated/types.gen';

export function usePartnerTypes(): Record<ProgramInfoResource['program'], string> {
  const { t } = useLingui();
  return {
    'direct-bill': t`Direct-bill partner`,
    'indirect-provider': t`Indirect provider`,
    'indirect-reseller': t`Indirect reseller`,
  };
}

/** Times as people write them, in their own zone. */
export function useDates(): { day: (iso: string) => string; time: (iso: string) => string } {
  const { i18n } = useLingui();
  return {
    day: (iso) => new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium' }).format(new Date(iso)),
    time: (iso) =>
      new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
  };
}
