import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { partnerAssociateMpn } from '../../../api/generated/sdk.gen';
import { useRules } from '../../../components/form/fields';
import { Form, TextField } from '../../../components/form/form';
import { Section } from '../../../components/page/section';

/** For an MPN ID of which the operator knows whose it is. */
export function AssociateMpnId({ id }: { id: string }): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const shape = z.object({ mpnId: text.check(z.regex(/^\d{1,12}$/, t`Write digits, up to 12.`)) });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape) });
  const associate = useAction(
    (body: z.infer<typeof shape>, headers) => answered(partnerAssociateMpn({ path: { id }, headers, body })),
    { changes: [['operator-partner', id], ['operator-partners']], onDone: () => form.reset({ mpnId: '' }) },
  );
  return (
    <Section title={t`Associate an MPN ID`}>
      <Form form={form} action={associate} onSubmit={associate.start} submit={t`Associate`}>
        <TextField name="mpnId" label={t`MPN ID`} hint={t`Each belongs to one partner.`} autoComplete="off" />
      </Form>
    </Section>
  );
}
