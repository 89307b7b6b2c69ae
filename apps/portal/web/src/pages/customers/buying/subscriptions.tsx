import { Badge, Button } from '@fluentui/react-components';
import { BoxRegular } from '@fluentui/react-icons/svg/box';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { subscriptionChange, subscriptionList } from '../../../api/generated/sdk.gen';
import { type SubscriptionResource } from '../../../api/generated/types.gen';
import { useParam } from '../../../app/param';
import { holds, useSignedIn } from '../../../app/session';
import { Buttons } from '../../../components/form/buttons';
import { Confirm } from '../../../components/confirm';
import { List } from '../../../components/list';
import { Empty, Loading, ProblemBar } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { SubscriptionChange } from './subscription-change';

/** What a customer has bought here, and whether it runs. */
export function Subscriptions(): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  const customerId = useParam('customerId');
  const query = useQuery({
    queryKey: ['subscriptions', customerId],
    queryFn: () => answered(subscriptionList({ path: { customerId } })),
  });
  const { data, error, refetch } = query;
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0)
    return (
      <Empty icon={<BoxRegular />} title={t`No subscriptions yet`}>
        {t`Each line of an order starts one.`}
      </Empty>
    );
  return (
    <List
      label={t`Subscriptions`}
      items={data.items}
      keyOf={({ id }) => id}
      columns={[
        { name: t`Name`, cell: ({ friendlyName, offerName }) => friendlyName ?? offerName },
        { name: t`Quantity`, cell: ({ quantity }) => quantity },
        {
          name: t`Status`,
          cell: ({ status }) => (
            <Badge appearance="tint" color={status === 'active' ? 'success' : 'warning'}>
              {status}
            </Badge>
          ),
        },
        { name: t`Ends on`, cell: ({ commitmentEndDate }) => day(commitmentEndDate) },
        { name: t`Actions`, cell: (subscription) => <Actions customerId={customerId} subscription={subscription} /> },
      ]}
    />
  );
}

interface ActionsProps {
  customerId: string;
  subscription: SubscriptionResource;
}

function Actions(props: ActionsProps): ReactElement | undefined {
  const me = useSignedIn();
  const isAlive = ['active', 'suspended'].includes(props.subscription.status);
  if (!isAlive || !holds(me, 'AdminAgent', 'SalesAgent')) return undefined;
  return (
    <Buttons>
      <SubscriptionChange {...props} />
      <Suspend {...props} />
    </Buttons>
  );
}

function Suspend({ customerId, subscription }: ActionsProps): ReactElement {
  const { t } = useLingui();
  const { id, status } = subscription;
  const isActive = status === 'active';
  const change = useAction(
    (_: undefined, headers) =>
      answered(
        subscriptionChange({
          path: { customerId, subscriptionId: id },
          headers,
          body: { status: isActive ? 'suspended' : 'active' },
        }),
      ),
    { changes: [['subscriptions', customerId]] },
  );
  return (
    <Confirm
      trigger={<Button size="small">{isActive ? t`Suspend` : t`Make active`}</Button>}
      title={isActive ? t`Suspend the subscription?` : t`Make the subscription active again?`}
      text={
        isActive
          ? t`The customer's users cannot use it until it is active again.`
          : t`The customer's users can use it again.`
      }
      confirm={isActive ? t`Suspend` : t`Make active`}
      action={change}
    />
  );
}
