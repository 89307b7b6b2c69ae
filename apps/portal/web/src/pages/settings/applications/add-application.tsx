import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { applicationRegister } from '../../../api/generated/sdk.gen';
import { type ApplicationResource } from '../../../api/generated/types.gen';
import { Buttons } from '../../../components/form/buttons';
import { Done } from '../../../components/done';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, TextArea, TextField } from '../../../components/form/form';
import { AppButton } from '../../../components/links';
import { Section } from '../../../components/page/section';
import { ShownOnce } from './shown-once';

/** A new application, whose secret is shown once. */
export function AddApplication({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { text, optional } = useRules();
  const [added, setAdded] = useState<ApplicationResource>();
  const shape = z
    .object({
      displayName: text.check(z.maxLength(120)),
      kind: z.enum(['confidential', 'public']),
      redirectUris: optional,
    })
    .check(
      z.refine(({ kind, redirectUris }) => kind !== 'public' || Boolean(redirectUris), {
        message: t`Fill this in.`,
        path: ['redirectUris'],
      }),
    );
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { displayName: '', kind: 'confidential', redirectUris: '' },
  });
  const add = useAction(
    ({ displayName, kind, redirectUris = '' }: z.infer<typeof shape>, headers) => {
      const body = { displayName, redirectUris: linesOf(redirectUris), public: kind === 'public' };
      return answered(applicationRegister({ headers, body }));
    },
    { changes: [['applications']], onDone: setAdded },
  );
  if (added) return <Added application={added} onClose={onClose} />;
  return (
    <Section title={t`Add application`}>
      <Form
        form={form}
        action={add}
        onSubmit={add.start}
        submit={t`Add application`}
        others={<Button onClick={onClose}>{t`Cancel`}</Button>}
      >
        <TextField name="displayName" label={t`Name`} hint={t`Users see it when they sign in.`} autoComplete="off" />
        <Choice
          name="kind"
          label={t`Where it runs`}
          options={[
            ['confidential', t`On a server, where a secret is safe`],
            ['public', t`On the devices of users, without a secret`],
          ]}
        />
        <TextArea
          name="redirectUris"
          label={t`Redirect URIs`}
          isRequired={form.watch('kind') === 'public'}
          rows={3}
          hint={t`Where sign-ins of users come back to, one a line: https, or http on this machine. None: it only works without a user.`}
        />
      </Form>
    </Section>
  );
}

function Added({ application, onClose }: { application: ApplicationResource; onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { appId, displayName, secret } = application;
  return (
    <Section title={displayName}>
      {secret === undefined ? (
        <Done title={t`The application has been added.`} />
      ) : (
        <ShownOnce title={t`The application has been added.`} appId={appId} secret={secret} />
      )}
      <Buttons>
        <AppButton to="/app/applications/$appId" params={{ appId }}>
          {t`Go to the application`}
        </AppButton>
        <Button onClick={onClose}>{t`Close`}</Button>
      </Buttons>
    </Section>
  );
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}
