import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction, type Intent } from '../../api/action';
import { answered } from '../../api/answers';
import { agreementAttest, agreementMetadataList } from '../../api/generated/sdk.gen';
import { Problem } from '../../api/problem';
import { useRules } from '../../components/fields';
import { Form, Row, TextField } from '../../components/form';

/** Who accepted the agreement for the customer, and when. */
export function Attest({ customerId, onDone }: { customerId: string; onDone: () => void }): ReactElement {
  const { t } = useLingui();
  const rules = useRules();
  const shape = z.object({
    firstName: rules.text,
    lastName: rules.text,
    email: rules.email,
    phoneNumber: rules.optional,
    dateAgreed: rules.text.check(z.refine((day) => day <= today(), t`The date cannot be in the future.`)),
  });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { dateAgreed: today() } });
  const attest = useAction((values: z.infer<typeof shape>, headers) => confirm(customerId, values, headers), {
    changes: [['agreements', customerId]],
    onDone,
  });
  return (
    <Form form={form} action={attest} onSubmit={attest.start} submit={t`Save and continue`}>
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

async function confirm(
  customerId: string,
  {
    dateAgreed,
    phoneNumber,
    ...contact
  }: { dateAgreed: string; phoneNumber?: string; firstName: string; lastName: string; email: string },
  headers: Intent,
): Promise<unknown> {
  const { items } = await answered(agreementMetadataList({ query: { agreementType: 'MicrosoftCustomerAgreement' } }));
  const [template] = items;
  if (!template) throw new Problem('', 503);
  const primaryContact = { ...contact, ...(phoneNumber && { phoneNumber }) };
  const body = { primaryContact, dateAgreed, templateId: template.templateId };
  return answered(agreementAttest({ path: { customerId }, headers, body }));
}

/** As the field for a date has it. */
function today(): string {
  const now = new Date(performance.timeOrigin + performance.now());
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
