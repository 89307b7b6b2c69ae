import { Badge } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useSignedIn } from '../../../app/session';
import { countryNames } from '../../../components/form/address/countries';
import { AppButton } from '../../../components/links';
import { Facts, Section } from '../../../components/page/section';
import { useDates, usePartnerTypes } from '../../../components/words';

/** The program of a partner, where and in which currencies it may sell, and its agreement. */
export function ProgramInfo(): ReactElement | undefined {
  const { t, i18n } = useLingui();
  const { time } = useDates();
  const types = usePartnerTypes();
  const { program } = useSignedIn();
  if (!program) return undefined;
  const { status, region, countries, currencies, partnerAgreement } = program;
  const currencyNames = new Intl.DisplayNames([i18n.locale], { type: 'currency' });
  const { isSigned, signedAt, signedBy, version } = partnerAgreement;
  return (
    <Section title={t`Program info`}>
      <Facts
        facts={[
          [t`Program`, types[program.program]],
          [
            t`Status`,
            <Badge key="status" appearance="tint" color={status === 'active' ? 'success' : 'warning'}>
              {status === 'active' ? t`Active: the company may sell` : t`Qualified: the agreement has to be signed`}
            </Badge>,
          ],
          [t`Region`, region?.name],
          [t`Sells in`, countryNames(countries).join(', ')],
          [t`Currencies`, currencies.map((code) => `${currencyNames.of(code) ?? code} (${code})`).join(', ')],
          [t`Partner agreement`, isSigned ? t`Signed` : t`Not signed`],
          [t`Version`, version],
          [t`Signed on`, signedAt && time(signedAt)],
          [t`Signed by`, signedBy?.userPrincipalName],
        ]}
      />
      <div>
        <AppButton to="/app/partner-agreement">{t`Go to the partner agreement`}</AppButton>
      </div>
    </Section>
  );
}
