import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { Row, TextField } from '../../components/form/form';

/** Who accepts for the company. */
export function AcceptingContact(): ReactElement {
  const { t } = useLingui();
  return (
    <>
      <Row>
        <TextField name="firstName" label={t`First name`} autoComplete="given-name" />
        <TextField name="lastName" label={t`Last name`} autoComplete="family-name" />
      </Row>
      <Row>
        <TextField name="email" label={t`Email address`} type="email" autoComplete="email" />
        <TextField name="phoneNumber" label={t`Phone number`} type="tel" autoComplete="tel" isRequired={false} />
      </Row>
    </>
  );
}
