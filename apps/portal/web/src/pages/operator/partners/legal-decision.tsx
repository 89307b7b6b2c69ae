import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { partnerDecideLegalProfile } from '../../../api/generated/sdk.gen';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, TextField } from '../../../components/form/form';

/** A new name or address is in force once the operator has approved it. */
export function LegalDecision({ id }: { id: string }): ReactElement {
  const { t } = useLingui();
  const { optional } = useRules();
  const shape = z.object({ decision: z.enum(['approve', 'reject']), reasons: optional }).check(
    z.refine(({ decision, reasons }) => decision === 'approve' || Boolean(reasons), {
      path: ['reasons'],
      error: t`Say why: the partner reads it.`,
    }),
  );
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { decision: 'approve' } });
  const decide = useAction(
    ({ decision, reasons }: z.infer<typeof shape>, headers) =>
      answered(
        partnerDecideLegalProfile({
          path: { id },
          headers,
          body: { decision, ...(reasons && { reasons: [reasons] }) },
        }),
      ),
    { changes: [['operator-partner', id], ['operator-partners']] },
  );
  return (
    <Form form={form} action={decide} onSubmit={decide.start} submit={t`Decide`}>
      <Choice
        name="decision"
        label={t`Decision`}
        options={[
          ['approve', t`Approve`],
          ['reject', t`Reject`],
        ]}
      />
      <TextField name="reasons" label={t`Reasons`} isRequired={false} />
    </Form>
  );
}
