import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type CustomerResource } from '../../../api/generated/types.gen';
import { CopyButton } from '../../../components/form/buttons';
import { Done } from '../../../components/done';
import { AppButton } from '../../../components/links';
import { Page } from '../../../components/page/page';
import { Facts, Section } from '../../../components/page/section';
import { type Attestation } from '../agreement/attestation';
import { Attested } from './attested';

export interface Created {
  customer: CustomerResource;
  /** Undefined: the customer is asked to accept the agreement. */
  attestation: Attestation | undefined;
}

/** The new customer, and the credentials that nobody is shown again. */
export function CreatedCustomer({ customer, attestation }: Created): ReactElement {
  const { t } = useLingui();
  const { id, companyProfile, userCredentials: { userName = '', password } = {} } = customer;
  const signInName = `${userName}@${companyProfile.domain}`;
  return (
    <Page title={companyProfile.companyName} isNarrow>
      <Done title={t`The customer has been added.`}>
        {t`Give these credentials to its Global admin. The password is shown only now, and has to be changed at the first sign-in.`}
      </Done>
      <Section title={t`Credentials`}>
        <Facts
          facts={[
            [t`User name`, signInName],
            [t`One-time password`, password],
          ]}
        />
        <div>
          <CopyButton text={`${signInName}\n${password ?? ''}`} />
        </div>
      </Section>
      <Section title={t`The Microsoft Customer Agreement`}>
        {attestation ? (
          <Attested customerId={id} attestation={attestation} />
        ) : (
          t`The customer can be ordered for once it has accepted the agreement: it does so itself, or you confirm that it has.`
        )}
        <div>
          <AppButton to="/app/customers/$customerId" params={{ customerId: id }} appearance="primary">
            {t`Go to the customer`}
          </AppButton>
        </div>
      </Section>
    </Page>
  );
}
