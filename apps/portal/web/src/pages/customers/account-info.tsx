import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { removalRemove } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';
import { Confirm } from '../../components/confirm';
import { Facts, Section } from '../../components/page/section';

/** What is known of a customer, and the end of the relationship. */
export function AccountInfo({ customer }: { customer: CustomerResource }): ReactElement {
  const { t } = useLingui();
  const { companyProfile, relationshipToPartner, allowDelegatedAccess } = customer;
  return (
    <Section title={t`Account`}>
      <Facts
        facts={[
          [t`Domain`, companyProfile.domain],
          [t`Customer ID`, customer.id],
          [t`Relationship`, relationshipToPartner === 'reseller' ? t`Reseller` : t`None here`],
          [t`Administrator permission`, allowDelegatedAccess ? t`Yes` : t`No`],
          [t`Registration number`, companyProfile.organizationRegistrationNumber],
        ]}
      />
      {relationshipToPartner === 'reseller' && <Remove customer={customer} />}
    </Section>
  );
}

function Remove({ customer: { id, companyProfile } }: { customer: CustomerResource }): ReactElement {
  const { t } = useLingui();
  const navigate = useNavigate();
  const remove = useAction(
    (_: undefined, headers) =>
      answered(removalRemove({ path: { customerId: id }, headers, body: { relationshipToPartner: 'none' } })),
    { changes: [['customers']], onDone: () => void navigate({ to: '/app/customers' }) },
  );
  return (
    <div>
      <Confirm
        trigger={<Button>{t`Remove the reseller relationship`}</Button>}
        title={t`Remove the relationship with ${companyProfile.companyName}?`}
        text={t`By removing the relationship you represent that you do so in good faith. The customer leaves your list, and is not notified. Your administrator permission stays until it is removed on its own.`}
        confirm={t`Remove the relationship`}
        action={remove}
      />
    </div>
  );
}
