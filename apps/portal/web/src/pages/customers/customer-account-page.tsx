import { type ReactElement } from 'react';
import { AccountInfo } from './account-info';
import { Agreement } from './agreement/agreement';
import { useCustomer } from './customer-query';
import { BillingProfile } from './profile/billing-profile';
import { Qualifications } from './profile/qualifications';

/** What is known of a customer, and its agreement. */
export function CustomerAccountPage(): ReactElement {
  const customer = useCustomer();
  return (
    <>
      <AccountInfo customer={customer} />
      <BillingProfile customerId={customer.id} />
      <Qualifications customerId={customer.id} />
      <Agreement customerId={customer.id} />
    </>
  );
}
