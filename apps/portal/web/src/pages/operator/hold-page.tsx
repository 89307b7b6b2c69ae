import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { validationStatusSet } from '../../api/generated/sdk.gen';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Choice, Form, TextField } from '../../components/form/form';
import { Page } from '../../components/page/page';
import { Section } from '../../components/page/section';
import { useDates } from '../../components/words';

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether partners may order for a customer. */
export function HoldPage(): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const { time } = useDates();
  const [decided, setDecided] = useState<{ customerId: string; name: string; at: string }>();
  const names = {
    UnderReview: t`Under review: orders are refused`,
    NotAllowed: t`Not allowed: orders are refused`,
    Allowed: t`Allowed: partners may order`,
  };
  const shape = z.object({
    customerId: text.check(z.regex(GUID, t`Write an ID such as 5f0c1b9e-8a53-4c39-9d2e-0d8f0b1c2a3b.`)),
    status: z.enum(['UnderReview', 'NotAllowed', 'Allowed']),
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { status: 'UnderReview' },
  });
  const decide = useAction(
    ({ customerId, status }: z.infer<typeof shape>, headers) =>
      answered(validationStatusSet({ path: { customerId }, headers, body: { status } })),
    {
      onDone: ({ lastUpdateDateTime }, { customerId, status }) =>
        setDecided({ customerId, name: names[status], at: lastUpdateDateTime }),
    },
  );
  return (
    <Page
      title={t`Customers on hold`}
      isNarrow
      lead={t`Put a customer's account under review, or end the review. It applies from the next order on, of all partners.`}
    >
      {decided && (
        <Done title={decided.name}>
          {decided.customerId}, {time(decided.at)}
        </Done>
      )}
      <Section>
        <Form form={form} action={decide} onSubmit={decide.start} submit={t`Decide`}>
          <TextField name="customerId" label={t`Customer ID`} autoComplete="off" />
          <Choice name="status" label={t`Account`} options={Object.entries(names)} />
        </Form>
      </Section>
    </Page>
  );
}
