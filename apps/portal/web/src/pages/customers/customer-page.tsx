import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { useParam } from '../../app/param';
import { holds, useSignedIn } from '../../app/session';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { PageTab, PageTabs } from '../../components/page/page-tabs';
import { customerQuery } from './customer-query';

/** One customer: what is known of it, its agreement, what it has, and who uses it. */
export function CustomerPage(): ReactElement {
  const { t } = useLingui();
  const customerId = useParam('customerId');
  const query = useQuery(customerQuery(customerId));
  const { data: customer, error, refetch } = query;
  return (
    <Page title={customer?.companyProfile.companyName ?? t`Customer`}>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {customer && (
        <>
          <Tabs customerId={customerId} />
          <Outlet />
        </>
      )}
    </Page>
  );
}

function Tabs({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const params = { customerId };
  const seesUsers = holds(useSignedIn(), 'AdminAgent', 'HelpdeskAgent');
  return (
    <PageTabs label={t`Of this customer`}>
      <PageTab to="/app/customers/$customerId" params={params} activeOptions={{ exact: true }}>{t`Account`}</PageTab>
      <PageTab to="/app/customers/$customerId/subscriptions" params={params}>{t`Subscriptions`}</PageTab>
      <PageTab to="/app/customers/$customerId/orders" params={params}>{t`Orders`}</PageTab>
      {seesUsers && <PageTab to="/app/customers/$customerId/users" params={params}>{t`Users`}</PageTab>}
      {seesUsers && <PageTab to="/app/customers/$customerId/licences" params={params}>{t`Licences`}</PageTab>}
    </PageTabs>
  );
}
