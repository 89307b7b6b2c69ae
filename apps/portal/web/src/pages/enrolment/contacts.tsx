import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { enrollmentPrimaryContact, enrollmentSupportContact } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { useOwnContact } from '../../app/session';
import { useRules } from '../../components/form/fields';
import { Form, Row, TextField } from '../../components/form/form';

interface Props {
  enrolment: EnrollmentResource;
  onSaved: () => void;
}

/** Who gets the mails about the enrolment. */
export function PrimaryContact({ enrolment, onSaved }: Props): ReactElement {
  const { t } = useLingui();
  const { text, email } = useRules();
  const own = useOwnContact();
  const shape = z.object({ firstName: text, lastName: text, email, phoneNumber: text });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: enrolment.primaryContact ?? own,
  });
  const save = useAction(
    (body: z.infer<typeof shape>, headers) => answered(enrollmentPrimaryContact({ headers, body })),
    { changes: [['enrolment']], onDone: onSaved },
  );
  return (
    <Form form={form} action={save} onSubmit={save.start} submit={t`Save`}>
      <Row>
        <TextField name="firstName" label={t`First name`} autoComplete="given-name" />
        <TextField name="lastName" label={t`Last name`} autoComplete="family-name" />
      </Row>
      <Row>
        <TextField
          name="email"
          label={t`Email address`}
          type="email"
          hint={t`Of the company: addresses of web mail services are not accepted.`}
          autoComplete="email"
        />
        <TextField name="phoneNumber" label={t`Phone number`} type="tel" autoComplete="tel" />
      </Row>
    </Form>
  );
}

/** How customers reach the company's support. */
export function SupportContact({ enrolment: { primaryContact, supportContact }, onSaved }: Props): ReactElement {
  const { t } = useLingui();
  const { text, email } = useRules();
  const shape = z.object({ email, telephone: text, website: text });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: supportContact ?? { email: primaryContact?.email, telephone: primaryContact?.phoneNumber },
  });
  const save = useAction(
    (body: z.infer<typeof shape>, headers) => answered(enrollmentSupportContact({ headers, body })),
    { changes: [['enrolment']], onDone: onSaved },
  );
  return (
    <Form form={form} action={save} onSubmit={save.start} submit={t`Save`}>
      <Row>
        <TextField name="email" label={t`Email address`} type="email" />
        <TextField name="telephone" label={t`Phone number`} type="tel" />
      </Row>
      <TextField name="website" label={t`Website`} type="url" hint={t`Such as https://company.example`} />
    </Form>
  );
}
