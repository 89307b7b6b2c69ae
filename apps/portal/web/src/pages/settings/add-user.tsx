import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { userAdd } from '../../api/generated/sdk.gen';
import { type UserResource } from '../../api/generated/types.gen';
import { type Role } from '../../app/session';
import { useRules } from '../../components/form/fields';
import { Choice, Form, Row, TextField } from '../../components/form/form';
import { Section } from '../../components/page/section';
import { AddedUser } from '../../components/users/added-user';
import { rolesOfPartners, useRoleNames } from './role-names';

/** A new user, whose one-time password is shown once. */
export function AddUser({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { text, userName } = useRules();
  const names = useRoleNames();
  const [added, setAdded] = useState<UserResource>();
  const shape = z.object({ firstName: text, lastName: text, userName, role: text });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { role: 'SalesAgent' } });
  const add = useAction(
    ({ role, ...user }: z.infer<typeof shape>, headers) =>
      answered(userAdd({ headers, body: { ...user, roles: [role as Role] } })),
    { changes: [['users']], onDone: setAdded },
  );
  if (added) {
    const { displayName, userPrincipalName } = added;
    return <AddedUser {...{ displayName, userPrincipalName, onClose }} password={added.userCredentials?.password} />;
  }
  return (
    <Section title={t`Add user`}>
      <Form
        form={form}
        action={add}
        onSubmit={add.start}
        submit={t`Add user`}
        others={<Button onClick={onClose}>{t`Cancel`}</Button>}
      >
        <Row>
          <TextField name="firstName" label={t`First name`} autoComplete="off" />
          <TextField name="lastName" label={t`Last name`} autoComplete="off" />
        </Row>
        <Row>
          <TextField name="userName" label={t`User name`} hint={t`What stands before the @.`} autoComplete="off" />
          <Choice
            name="role"
            label={t`Role`}
            options={rolesOfPartners.map((role): [string, string] => [role, names[role]])}
          />
        </Row>
      </Form>
    </Section>
  );
}
