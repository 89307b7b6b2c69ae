import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { profileChangeSupport } from '../../../api/generated/sdk.gen';
import { type SupportProfileResource } from '../../../api/generated/types.gen';
import { useRules } from '../../../components/form/fields';
import { Form, Row, TextField } from '../../../components/form/form';

interface Props {
  support?: SupportProfileResource;
  onClose: () => void;
}

/** Tells customers how to reach the support. */
export function SupportForm({ support, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const { text, email } = useRules();
  const shape = z.object({ email, telephone: text, website: text });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: support });
  const save = useAction((body: z.infer<typeof shape>, headers) => answered(profileChangeSupport({ headers, body })), {
    changes: [['profile', 'support']],
    onDone: onClose,
  });
  return (
    <Form
      form={form}
      action={save}
      onSubmit={save.start}
      submit={t`Save`}
      others={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      <Row>
        <TextField name="email" label={t`Email address`} type="email" />
        <TextField name="telephone" label={t`Phone number`} type="tel" />
      </Row>
      <TextField name="website" label={t`Website`} type="url" hint={t`Such as https://company.example`} />
    </Form>
  );
}
