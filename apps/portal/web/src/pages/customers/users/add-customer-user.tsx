import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerUserAdd } from '../../../api/generated/sdk.gen';
import { type CustomerResource, type CustomerUserResource } from '../../../api/generated/types.gen';
import { useRules } from '../../../components/form/fields';
import { Form, Row, TextField } from '../../../components/form/form';
import { Section } from '../../../components/page/section';
import { AddedUser } from '../../../components/users/added-user';

interface Props {
  customer: CustomerResource;
  onClose: () => void;
}

/** A new user of a customer, whose one-time password is shown once. */
export function AddCustomerUser({ customer, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const { text, userName } = useRules();
  const [added, setAdded] = useState<CustomerUserResource>();
  const shape = z.object({ firstName: text, lastName: text, userName });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape) });
  const { domain } = customer.companyProfile;
  const add = useAction(
    ({ userName, ...user }: z.infer<typeof shape>, headers) =>
      answered(
        customerUserAdd({
          path: { customerId: customer.id },
          headers,
          body: { ...user, userPrincipalName: `${userName}@${domain}` },
        }),
      ),
    { changes: [['customer-users', customer.id]], onDone: setAdded },
  );
  if (added) {
    const { displayName, userPrincipalName } = added;
    return <AddedUser {...{ displayName, userPrincipalName, onClose }} password={added.passwordProfile?.password} />;
  }
  return (
    <Section title={t`Add user`}>
      <Form
        form={form}
        action={add}
        onSubmit={add.start}
        submit={t`Add user`}
        others={
          <Button disabledFocusable={add.isRunning} onClick={onClose}>
            {t`Cancel`}
          </Button>
        }
      >
        <Row>
          <TextField name="firstName" label={t`First name`} autoComplete="off" />
          <TextField name="lastName" label={t`Last name`} autoComplete="off" />
        </Row>
        <TextField
          name="userName"
          label={t`User name`}
          hint={t`What stands before @${domain}: letters and digits.`}
          autoComplete="off"
        />
      </Form>
    </Section>
  );
}
