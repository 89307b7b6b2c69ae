import { Badge, Button, Select } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { partnerList } from '../../../api/generated/sdk.gen';
import { AppLink } from '../../../components/links';
import { PagedList, usePages } from '../../../components/list';
import { Page } from '../../../components/page/page';
import { Empty, Loading } from '../../../components/page/page-states';
import { usePartnerTypes } from '../../../components/words';

type Vetting = '' | 'pending' | 'rejected';

const OnboardPartner = lazy(() => import('./onboard-partner').then((form) => ({ default: form.OnboardPartner })));

/** The partners of the platform, and those whose new name or address waits for a decision. */
export function OperatorPartnersPage(): ReactElement {
  const { t } = useLingui();
  const types = usePartnerTypes();
  const [isOnboarding, setOnboarding] = useState(false);
  const [vettingStatus, setVettingStatus] = useState<Vetting>('');
  const pages = usePages(['operator-partners', vettingStatus], (token) =>
    answered(
      partnerList({
        query: {
          size: 25,
          ...(vettingStatus && { vettingStatus }),
          ...(token !== undefined && { seekOperation: 'Next' }),
        },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    ),
  );
  return (
    <Page
      title={t`Partners`}
      actions={
        !isOnboarding && (
          <Button appearance="primary" onClick={() => setOnboarding(true)}>
            {t`Onboard a partner`}
          </Button>
        )
      }
    >
      {isOnboarding && (
        <Suspense fallback={<Loading />}>
          <OnboardPartner onClose={() => setOnboarding(false)} />
        </Suspense>
      )}
      <div>
        <Select
          aria-label={t`Which partners`}
          value={vettingStatus}
          onChange={(_, { value }) => setVettingStatus(value as Vetting)}
        >
          <option value="">{t`All`}</option>
          <option value="pending">{t`A legal change waits`}</option>
          <option value="rejected">{t`A legal change was refused`}</option>
        </Select>
      </div>
      <PagedList
        label={t`Partners`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Company`,
            cell: ({ id, companyName }) => (
              <AppLink to="/app/operator/partners/$id" params={{ id }}>
                {companyName}
              </AppLink>
            ),
          },
          { name: t`Type`, cell: ({ partnerType }) => types[partnerType] },
          { name: t`Country`, cell: ({ country }) => country },
          { name: t`MPN ID`, cell: ({ mpnId }) => mpnId },
          {
            name: t`Legal change`,
            cell: ({ proposal }) =>
              proposal && (
                <Badge appearance="tint" color="warning">
                  {proposal.companyName}
                </Badge>
              ),
          },
        ]}
        empty={<Empty icon={<BuildingRegular />} title={vettingStatus ? t`Nothing to decide` : t`No partners yet`} />}
      />
    </Page>
  );
}
