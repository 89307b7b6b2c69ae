import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { enrollmentLegalProfile } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { AddressFields } from '../../components/form/address/address-fields';
import { filledIn, useRules } from '../../components/form/fields';
import { Form, TextField } from '../../components/form/form';

interface Told {
  companyName?: string;
  organizationRegistrationNumber?: string;
  address?: Record<string, string>;
}

/** The registered name and address of the company, by the rules of its country. */
export function LegalProfile({
  enrolment,
  onSaved,
}: {
  enrolment: EnrollmentResource;
  onSaved: () => void;
}): ReactElement {
  const { t } = useLingui();
  const { text, optional } = useRules();
  const { country } = enrolment;
  const { address, companyName, organizationRegistrationNumber } = (enrolment.legalProfile ?? {}) as Told;
  const shape = z.object({
    companyName: text,
    addressLine1: text,
    addressLine2: optional,
    city: text,
    state: optional,
    postalCode: optional,
    organizationRegistrationNumber: optional,
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { companyName, organizationRegistrationNumber, ...address },
  });
  const save = useAction(
    ({ companyName: name, organizationRegistrationNumber: number, ...fields }: z.infer<typeof shape>, headers) => {
      const body = {
        companyName: name,
        address: { ...filledIn(fields), country },
        ...(number && { organizationRegistrationNumber: number }),
      };
      return answered(enrollmentLegalProfile({ headers, body }));
    },
    { changes: [['enrolment']], onDone: onSaved },
  );
  return (
    <Form form={form} action={save} onSubmit={save.start} submit={t`Save`}>
      <TextField name="companyName" label={t`Legal business name`} autoComplete="organization" />
      <AddressFields country={country} />
      <TextField
        name="organizationRegistrationNumber"
        label={t`Registration number`}
        isRequired={false}
        hint={t`Needed in some countries, and not taken in others.`}
      />
    </Form>
  );
}
