import { Tab, TabList } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { customerGet } from '../../api/generated/sdk.gen';
import { useParam } from '../../app/param';
import { Page } from '../../components/page';
import { Loading, ProblemBar } from '../../components/page-states';
import { AccountInfo } from './account-info';
import { Agreement } from './agreement';
import { Orders } from './orders';
import { Subscriptions } from './subscriptions';

/** One customer: what is known of it, its agreement, what it has. */
export function CustomerPage(): ReactElement {
  const { t } = useLingui();
  const customerId = useParam('customerId');
  const [tab, setTab] = useState('account');
  const query = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => answered(customerGet({ path: { customerId } })),
  });
  const { data: customer, error, refetch } = query;
  return (
    <Page title={customer?.companyProfile.companyName ?? t`Customer`}>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {customer && (
        <>
          <TabList selectedValue={tab} onTabSelect={(_, { value }) => setTab(String(value))}>
            <Tab value="account">{t`Account`}</Tab>
            <Tab value="subscriptions">{t`Subscriptions`}</Tab>
            <Tab value="orders">{t`Orders`}</Tab>
          </TabList>
          {tab === 'account' && (
            <>
              <AccountInfo customer={customer} />
              <Agreement customerId={customerId} />
            </>
          )}
          {tab === 'subscriptions' && <Subscriptions customerId={customerId} />}
          {tab === 'orders' && <Orders customerId={customerId} />}
        </>
      )}
    </Page>
  );
}
