import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { commandSourceRegister } from '../../../api/generated/sdk.gen';
import { useSignedIn } from '../../../app/session';
import { useRules } from '../../../components/form/fields';
import { Form, TextField } from '../../../components/form/form';
import { Boxes } from '../boxes';
import { rolesOfPartners, type PartnerRole } from '../role-names';
import { RoleBoxes } from '../user-roles';

/** A platform to take commands from. The same source again gets other roles. */
export function AddSource({ appId, onClose }: { appId: string; onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const [, domain = ''] = useSignedIn().user.userName.split('@');
  const shape = z.object({ source: text.check(z.maxLength(256)), roles: z.array(z.enum(rolesOfPartners)) });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { roles: [] } });
  const add = useAction(
    (body: z.infer<typeof shape>, headers) => answered(commandSourceRegister({ path: { appId }, headers, body })),
    { changes: [['command-sources', appId]], onDone: onClose },
  );
  return (
    <Form
      form={form}
      action={add}
      onSubmit={add.start}
      submit={t`Save`}
      others={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      <TextField
        name="source"
        label={t`Source`}
        hint={t`The ce_source of its commands: an address of your company, such as https://${domain}/billing. The same one again gets other roles.`}
        autoComplete="off"
      />
      <Boxes
        label={t`Roles`}
        hint={t`What it may beside what applications may: what users with these roles may, but for what needs a person.`}
      >
        <RoleBoxes chosen={form.watch('roles')} onChange={(roles) => form.setValue('roles', roles as PartnerRole[])} />
      </Boxes>
    </Form>
  );
}
