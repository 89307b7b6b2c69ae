import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { customerProfileBilling } from '../../../api/generated/sdk.gen';
import { holds, useSignedIn } from '../../../app/session';
import { countryNames } from '../../../components/form/address/countries';
import { oneLine } from '../../../components/form/address/one-line';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { EditableSection } from '../../../components/later/editable-section';
import { Facts } from '../../../components/page/section';

const BillingForm = lazy(() => import('./billing-form').then((form) => ({ default: form.BillingForm })));

/** How a customer is billed, and who is its contact. */
export function BillingProfile({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['customer-billing', customerId],
    queryFn: () => answered(customerProfileBilling({ path: { customerId } })),
  });
  const address = data?.defaultAddress;
  return (
    <EditableSection
      title={t`Billing profile`}
      canEdit={data !== undefined && holds(me, 'GlobalAdmin', 'AdminAgent', 'HelpdeskAgent')}
      form={(close) => (data ? <BillingForm customerId={customerId} profile={data} onClose={close} /> : <Loading />)}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data && address && (
        <Facts
          facts={[
            [t`Company name`, data.companyName],
            [t`Email address`, data.email],
            [t`Contact`, `${address.firstName} ${address.lastName}`],
            [t`Phone number`, address.phoneNumber],
            [t`Address`, oneLine({ ...address, country: countryNames([address.country]).join() })],
          ]}
        />
      )}
    </EditableSection>
  );
}
