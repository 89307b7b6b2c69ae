import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { anonymous, answered } from '../../api/answers';
import { providerFind } from '../../api/generated/sdk.gen';
import { countryOptions } from '../../components/form/address/countries';
import { Page } from '../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, OutsideLink, Section } from '../../components/page/section';

const useStyles = makeStyles({ filter: { maxWidth: '24rem', backgroundColor: tokens.colorNeutralBackground1 } });

/** The directory of indirect providers, for anyone. */
export function FindProviderPage(): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const [country, setCountry] = useState('');
  const query = useQuery({
    queryKey: ['providers', country],
    queryFn: () => answered(providerFind({ ...anonymous, query: country ? { country } : {} })),
  });
  const { data, error, refetch } = query;
  return (
    <Page
      title={t`Find a provider`}
      lead={t`Indirect providers buy for resellers, and help with support and billing. Contact one of your region; it then invites you.`}
    >
      <Select
        className={styles.filter}
        aria-label={t`Country of your company`}
        value={country}
        onChange={(_, { value }) => setCountry(value)}
      >
        <option value="">{t`All countries`}</option>
        {countryOptions().map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {data?.items.length === 0 && (
        <Empty icon={<BuildingRegular />} title={t`No provider works with companies of this country`} />
      )}
      {data?.items.map((provider) => (
        <Section key={provider.id} title={provider.name}>
          {provider.description}
          <Facts
            facts={[
              [t`Country`, provider.country],
              [t`Region`, provider.region],
              [t`Specialities`, provider.specialities.join(', ')],
              [t`Partner number (MPN ID)`, provider.mpnId],
              [t`Website`, provider.website && <OutsideLink href={provider.website}>{provider.website}</OutsideLink>],
            ]}
          />
        </Section>
      ))}
    </Page>
  );
}
