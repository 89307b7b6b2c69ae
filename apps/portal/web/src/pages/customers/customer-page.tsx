import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { customerGet } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';
import { useParam } from '../../app/param';
import { holds, useSignedIn } from '../../app/session';
import { Page } from '../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { AccountInfo } from './account-info';
import { Agreement } from './agreement/agreement';
import { BillingProfile } from './profile/billing-profile';
import { Qualifications } from './profile/qualifications';

/** What the other tabs show is loaded when one of them is opened. */
const Subscriptions = lazy(() => import('./buying/subscriptions').then((tab) => ({ default: tab.Subscriptions })));
const Orders = lazy(() => import('./buying/orders').then((tab) => ({ default: tab.Orders })));
const Users = lazy(() => import('./users/customer-users').then((tab) => ({ default: tab.CustomerUsers })));
const Licences = lazy(() => import('./users/licences').then((tab) => ({ default: tab.Licences })));

const useStyles = makeStyles({ tabs: { flexWrap: 'wrap' } });

/** One customer: what is known of it, its agreement, what it has, and who uses it. */
export function CustomerPage(): ReactElement {
  const { t } = useLingui();
  const customerId = useParam('customerId');
  const query = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => answered(customerGet({ path: { customerId } })),
  });
  const { data: customer, error, refetch } = query;
  return (
    <Page title={customer?.companyProfile.companyName ?? t`Customer`}>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {customer && <Tabs customer={customer} />}
    </Page>
  );
}

function Tabs({ customer }: { customer: CustomerResource }): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const [tab, setTab] = useState('account');
  const seesUsers = holds(useSignedIn(), 'AdminAgent', 'HelpdeskAgent');
  return (
    <>
      <TabList className={styles.tabs} selectedValue={tab} onTabSelect={(_, { value }) => setTab(String(value))}>
        <Tab value="account">{t`Account`}</Tab>
        <Tab value="subscriptions">{t`Subscriptions`}</Tab>
        <Tab value="orders">{t`Orders`}</Tab>
        {seesUsers && <Tab value="users">{t`Users`}</Tab>}
        {seesUsers && <Tab value="licences">{t`Licences`}</Tab>}
      </TabList>
      <Suspense fallback={<Loading />}>
        <Shown tab={tab} customer={customer} />
      </Suspense>
    </>
  );
}

function Shown({ tab, customer }: { tab: string; customer: CustomerResource }): ReactElement {
  const { id: customerId, allowDelegatedAccess } = customer;
  if (tab === 'subscriptions') return <Subscriptions customerId={customerId} />;
  if (tab === 'orders') return <Orders customerId={customerId} />;
  if (tab === 'account')
    return (
      <>
        <AccountInfo customer={customer} />
        <BillingProfile customerId={customer.id} />
        <Qualifications customerId={customer.id} />
        <Agreement customerId={customerId} />
      </>
    );
  if (!allowDelegatedAccess) return <NoPermission />;
  return tab === 'users' ? <Users customer={customer} /> : <Licences customerId={customerId} />;
}

function NoPermission(): ReactElement {
  const { t } = useLingui();
  return (
    <Empty icon={<PeopleTeamRegular />} title={t`You have no administrator permission here`}>
      {t`The customer gives it by accepting a relationship request. Send it a new one.`}
    </Empty>
  );
}
