import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { mpnProfileImport } from '../../api/generated/sdk.gen';
import { type MpnProfileDto } from '../../api/generated/types.gen';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Form, Row, TextArea, TextField } from '../../components/form/form';
import { List } from '../../components/list';
import { Page } from '../../components/page/page';
import { Section } from '../../components/page/section';
import { profilesIn } from './directory-lines';

/** Company profiles of the membership directory, which companies associate with their enrolment. */
export function DirectoryPage(): ReactElement {
  const { t } = useLingui();
  const [imported, setImported] = useState<MpnProfileDto[]>();
  return (
    <Page
      title={t`Membership directory`}
      lead={t`Import company profiles. An MPN ID that is there already is replaced.`}
    >
      {imported && (
        <>
          <Done title={t`The directory has been imported.`} />
          <List
            label={t`Company profiles`}
            items={imported}
            keyOf={({ mpnId }) => mpnId}
            columns={[
              { name: t`Company`, cell: ({ companyName }) => companyName },
              { name: t`MPN ID`, cell: ({ mpnId }) => mpnId },
              { name: t`Country`, cell: ({ country }) => country },
              { name: t`Status`, cell: ({ active }) => (active === false ? t`Not active` : t`Active`) },
            ]}
          />
        </>
      )}
      <Section>
        <Import onDone={setImported} />
      </Section>
    </Page>
  );
}

function Import({ onDone }: { onDone: (profiles: MpnProfileDto[]) => void }): ReactElement {
  const { t } = useLingui();
  const { text, optional } = useRules();
  const shape = z
    .object({
      lines: text.check(
        z.refine(
          (lines) => profilesIn(lines) !== undefined,
          t`Write one profile on each line: MPN ID; company; country.`,
        ),
      ),
      userName: optional,
      password: optional,
    })
    .check(
      z.refine(({ userName, password }) => Boolean(userName) === Boolean(password), {
        path: ['password'],
        error: t`An account needs a user name and a password.`,
      }),
    );
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape) });
  const send = useAction(
    async ({ lines, userName, password }: z.infer<typeof shape>, headers) => {
      const profiles = profilesIn(lines) ?? [];
      const mpnIds = profiles.map(({ mpnId }) => mpnId);
      const accounts = userName && password ? [{ userName, password, mpnIds }] : [];
      await answered(mpnProfileImport({ headers, body: { profiles, accounts } }));
      return profiles;
    },
    {
      onDone: (profiles) => {
        form.reset({ lines: '', userName: '', password: '' });
        onDone(profiles);
      },
    },
  );
  return (
    <Form form={form} action={send} onSubmit={send.start} submit={t`Import`}>
      <TextArea
        name="lines"
        label={t`Company profiles`}
        hint={t`One on each line, such as 4200001; Aspen Resale; US. The word inactive at the end keeps a profile from being associated.`}
      />
      <Row>
        <TextField
          name="userName"
          label={t`Account that finds them`}
          hint={t`Signs in to the directory during an enrolment.`}
          isRequired={false}
          autoComplete="off"
        />
        <TextField name="password" label={t`Password`} type="password" isRequired={false} autoComplete="new-password" />
      </Row>
    </Form>
  );
}
