import { CartRegular } from '@fluentui/react-icons/svg/cart';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { orderList } from '../../../api/generated/sdk.gen';
import { useParam } from '../../../app/param';
import { holds, useSignedIn } from '../../../app/session';
import { List } from '../../../components/list';
import { Empty, Loading, ProblemBar } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { NewOrder } from './new-order';

/** The orders of a customer, and a new one. */
export function Orders(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const me = useSignedIn();
  const customerId = useParam('customerId');
  const query = useQuery({
    queryKey: ['orders', customerId],
    queryFn: () => answered(orderList({ path: { customerId } })),
  });
  const { data, error, refetch } = query;
  const mayOrder = me.kind !== 'indirect-reseller' && holds(me, 'AdminAgent', 'SalesAgent');
  return (
    <>
      {mayOrder && <NewOrder customerId={customerId} />}
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {data?.items.length === 0 && <Empty icon={<CartRegular />} title={t`No orders yet`} />}
      {data && data.items.length > 0 && (
        <List
          label={t`Orders`}
          items={data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: t`Order`, cell: ({ id }) => id },
            { name: t`Ordered`, cell: ({ creationDate }) => time(creationDate) },
            {
              name: t`Offers`,
              cell: ({ lineItems }) => lineItems.map(({ offerId, quantity }) => `${quantity} × ${offerId}`).join(', '),
            },
            { name: t`Status`, cell: ({ status }) => status },
          ]}
        />
      )}
    </>
  );
}
