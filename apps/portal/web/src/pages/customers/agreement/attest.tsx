import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { useRules } from '../../../components/form/fields';
import { Form, Row, TextField } from '../../../components/form/form';
import { attest, today, useAgreedOn, type Attestation } from './attestation';

/** Who accepted the agreement for the customer, and when. */
export function Attest({ customerId, onDone }: { customerId: string; onDone: () => void }): ReactElement {
  const { t } = useLingui();
  const { text, email, optional } = useRules();
  const shape = z.object({
    firstName: text,
    lastName: text,
    email,
    phoneNumber: optional,
    dateAgreed: useAgreedOn(),
  });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { dateAgreed: today() } });
  const confirm = useAction((values: Attestation, headers) => attest(customerId, values, headers), {
    changes: [['agreements', customerId]],
    onDone,
  });
  return (
    <Form form={form} action={confirm} onSubmit={confirm.start} submit={t`Save and continue`}>
      <Row>
        <TextField name="firstName" label={t`First name`} />
        <TextField name="lastName" label={t`Last name`} />
      </Row>
      <Row>
        <TextField name="email" label={t`Email address`} type="email" />
        <TextField name="phoneNumber" label={t`Phone number`} type="tel" isRequired={false} />
      </Row>
      <TextField name="dateAgreed" label={t`Agreement acceptance date`} type="date" />
    </Form>
  );
}
