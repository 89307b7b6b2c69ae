import { Button, Text } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { Choice, Row, TextField } from '../../../components/form/form';
import { type Attestation } from '../agreement/attestation';

/** What is said of the Microsoft Customer Agreement while a customer is added. */
export interface AgreementValues {
  agreement: 'asked' | 'attested';
  dateAgreed?: string | undefined;
  /** Whoever accepted, if not the contact. */
  isOther?: boolean | undefined;
  otherFirstName?: string | undefined;
  otherLastName?: string | undefined;
  otherEmail?: string | undefined;
}

interface Contact {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string | undefined;
}

/** Who is attested to have accepted; undefined if the customer is asked. */
export function attestationOf(values: AgreementValues & Contact): Attestation | undefined {
  const { agreement, dateAgreed = '', isOther, firstName, lastName, email, phoneNumber } = values;
  if (agreement === 'asked') return undefined;
  const { otherFirstName = '', otherLastName = '', otherEmail = '' } = values;
  if (isOther) return { firstName: otherFirstName, lastName: otherLastName, email: otherEmail, dateAgreed };
  return { firstName, lastName, email, phoneNumber, dateAgreed };
}

/** Whether the customer has accepted the agreement, which the partner attests, or is asked to. */
export function AgreementChoice(): ReactElement {
  const { t } = useLingui();
  const { watch } = useFormContext<AgreementValues>();
  return (
    <>
      <Choice
        name="agreement"
        label={t`Microsoft Customer Agreement`}
        options={[
          ['asked', t`The customer will be asked to accept it`],
          ['attested', t`I attest that the customer has accepted it`],
        ]}
      />
      {watch('agreement') === 'attested' && (
        <>
          <TextField name="dateAgreed" label={t`Agreement acceptance date`} type="date" />
          <WhoAccepted />
        </>
      )}
    </>
  );
}

function WhoAccepted(): ReactElement {
  const { t } = useLingui();
  const { watch, setValue } = useFormContext<AgreementValues & Contact>();
  const [isOther, firstName = '', lastName = ''] = watch(['isOther', 'firstName', 'lastName']);
  if (!isOther)
    return (
      <div>
        <Text block>{t`Accepted by the contact: ${`${firstName} ${lastName}`}`}</Text>
        <Button onClick={() => setValue('isOther', true)}>{t`Update who accepted`}</Button>
      </div>
    );
  return (
    <>
      <Row>
        <TextField name="otherFirstName" label={t`First name of who accepted`} />
        <TextField name="otherLastName" label={t`Last name of who accepted`} />
      </Row>
      <TextField name="otherEmail" label={t`Email address of who accepted`} type="email" />
    </>
  );
}
