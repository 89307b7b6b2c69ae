import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { Controller, useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { registrationEvents, registrationRegister, registrationReplace } from '../../../api/generated/sdk.gen';
import { type RegisterWebhookRequest, type RegistrationResource } from '../../../api/generated/types.gen';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, TextField } from '../../../components/form/form';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Boxes } from '../boxes';

const useStyles = makeStyles({
  events: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 18rem), 1fr))',
    columnGap: tokens.spacingHorizontalM,
  },
  event: { overflowWrap: 'anywhere' },
});

interface Props {
  registration?: RegistrationResource;
  onSaved: () => void;
  onCancel?: () => void;
}

/** Where to post to, and what. */
export function RegistrationForm({ registration, onSaved, onCancel }: Props): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const shape = z.object({
    webhookUrl: text.check(z.maxLength(2_000)),
    webhookEvents: z.array(z.string()).check(z.minLength(1, t`Choose at least one.`)),
    header: text,
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: {
      webhookUrl: registration?.WebhookUrl,
      webhookEvents: registration?.WebhookEvents ?? ['test-created'],
      header: registration?.SignatureTokenToMsSignatureHeader ? 'own' : 'authorization',
    },
  });
  const save = useAction(
    ({ webhookUrl, webhookEvents, header }: z.infer<typeof shape>, headers) => {
      const events = webhookEvents as RegisterWebhookRequest['webhookEvents'];
      const body = { webhookUrl, webhookEvents: events, signatureTokenToMsSignatureHeader: header === 'own' };
      return answered(registration ? registrationReplace({ headers, body }) : registrationRegister({ headers, body }));
    },
    { changes: [['webhook-registration'], ['webhook-deliveries']], onDone: onSaved },
  );
  return (
    <Form
      form={form}
      action={save}
      onSubmit={save.start}
      submit={registration ? t`Save` : t`Register`}
      others={onCancel && <Button onClick={onCancel}>{t`Cancel`}</Button>}
    >
      <TextField
        name="webhookUrl"
        label={t`Address`}
        type="url"
        hint={t`https, on a host that is reached from the internet.`}
        autoComplete="off"
      />
      <Choice
        name="header"
        label={t`Signature in`}
        options={[
          ['authorization', 'Authorization'],
          ['own', 'x-ms-signature'],
        ]}
      />
      <Events />
    </Form>
  );
}

function Events(): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook-events'],
    queryFn: () => answered(registrationEvents()),
    staleTime: Infinity,
  });
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={4} />;
  return (
    <Controller<{ webhookEvents: string[] }, 'webhookEvents'>
      name="webhookEvents"
      render={({ field: { value: chosen, onChange }, fieldState }) => (
        <Boxes label={t`Events`} fault={fieldState.error?.message}>
          <div className={styles.events}>
            {data.map((name) => (
              <Checkbox
                key={name}
                className={styles.event}
                label={name}
                checked={chosen.includes(name)}
                onChange={(_, { checked }) =>
                  onChange(checked === true ? [...chosen, name] : chosen.filter((other) => other !== name))
                }
              />
            ))}
          </div>
        </Boxes>
      )}
    />
  );
}
