import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { type QueryKey } from '@tanstack/react-query';
import { useAction, type Intent } from '../../api/action';
import { type MpnProfileDto } from '../../api/generated/types.gen';
import { useRules } from '../../components/form/fields';
import { Form, Row, TextField } from '../../components/form/form';
import { List } from '../../components/list';
import { ProblemBar } from '../../components/page/page-states';

interface Props {
  signIn: (body: { userName: string; password: string }, headers: Intent) => Promise<{ items: MpnProfileDto[] }>;
  associate: (mpnId: string, headers: Intent) => Promise<unknown>;
  changes: QueryKey[];
  onSaved: () => void;
}

/** The company's number: one of the profiles that the membership directory shows, after a sign-in there. */
export function ChooseMpnId({ signIn: ask, associate, changes, onSaved }: Props): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const [profiles, setProfiles] = useState<MpnProfileDto[]>();
  const shape = z.object({ userName: text, password: text });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape) });
  const signIn = useAction(ask, { onDone: ({ items }) => setProfiles(items) });
  const choose = useAction(associate, { changes, onDone: onSaved });
  if (!profiles)
    return (
      <Form form={form} action={signIn} onSubmit={signIn.start} submit={t`Sign in to the membership directory`}>
        <Row>
          <TextField name="userName" label={t`User name in the directory`} autoComplete="off" />
          <TextField name="password" label={t`Password in the directory`} type="password" autoComplete="off" />
        </Row>
      </Form>
    );
  return (
    <>
      {choose.error ? <ProblemBar error={choose.error} /> : undefined}
      <List
        label={t`Profiles of the membership directory`}
        items={profiles}
        keyOf={({ mpnId }) => mpnId}
        columns={[
          { name: t`Company`, cell: ({ companyName }) => companyName },
          { name: t`Number`, cell: ({ mpnId }) => mpnId },
          { name: t`Country`, cell: ({ country }) => country },
          {
            name: t`Actions`,
            cell: ({ mpnId, active }) =>
              active === false ? (
                t`Not active`
              ) : (
                <Button size="small" aria-label={t`Choose ${mpnId}`} onClick={() => choose.start(mpnId)}>
                  {t`Choose`}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
