import { Badge } from '@fluentui/react-components';
import { BoxRegular } from '@fluentui/react-icons/svg/box';
import { useLingui } from '@lingui/react/macro';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { customerLicenseSubscribed } from '../../../api/generated/sdk.gen';
import { type SubscribedSkuResource } from '../../../api/generated/types.gen';
import { List } from '../../../components/list';
import { Empty, Loading, ProblemBar } from '../../../components/page/page-states';
import { useCustomer } from '../customer-query';
import { NoPermission } from './no-permission';

/** What a customer has subscribed to, from all its partners, and how much of it is given to users. */
export function Licences(): ReactElement {
  const { id, allowDelegatedAccess } = useCustomer();
  return allowDelegatedAccess ? <LicencesOf customerId={id} /> : <NoPermission />;
}

function LicencesOf({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const { data, error, refetch } = useLicences(customerId);
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0)
    return (
      <Empty icon={<BoxRegular />} title={t`No licences yet`}>
        {t`Each subscription brings licences, which are then given to users.`}
      </Empty>
    );
  return (
    <List
      label={t`Licences`}
      items={data.items}
      keyOf={({ productSku }) => productSku.id}
      columns={[
        { name: t`Product`, cell: ({ productSku }) => productSku.name },
        { name: t`Total`, cell: ({ totalUnits }) => totalUnits },
        { name: t`Given to users`, cell: ({ consumedUnits }) => consumedUnits },
        { name: t`Free`, cell: ({ availableUnits }) => availableUnits },
        {
          name: t`Status`,
          cell: ({ capabilityStatus }) =>
            capabilityStatus === 'Enabled' ? (
              <Badge appearance="tint" color="success">{t`Active`}</Badge>
            ) : (
              <Badge appearance="tint" color="warning">{t`Suspended`}</Badge>
            ),
        },
      ]}
    />
  );
}

export function useLicences(customerId: string): UseQueryResult<{ items: SubscribedSkuResource[] }> {
  return useQuery({
    queryKey: ['licences', customerId],
    queryFn: () => answered(customerLicenseSubscribed({ path: { customerId } })),
  });
}
