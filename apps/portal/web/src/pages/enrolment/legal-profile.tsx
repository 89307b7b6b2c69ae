import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { enrollmentLegalProfile, validationRules } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { useRules } from '../../components/fields';
import { Choice, Form, Row, TextField } from '../../components/form';

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
    city: text,
    state: optional,
    postalCode: optional,
    organizationRegistrationNumber: optional,
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { companyName, organizationRegistrationNumber, ...address },
  });
  const rules = useQuery({
    queryKey: ['country-rules', country],
    queryFn: () => answered(validationRules({ path: { country } })),
    retry: false,
  }).data;
  const save = useAction(
    ({ companyName: name, organizationRegistrationNumber: number, ...fields }: z.infer<typeof shape>, headers) => {
      const { addressLine1, city, state, postalCode } = fields;
      const body = {
        companyName: name,
        address: { addressLine1, city, country, ...(state && { state }), ...(postalCode && { postalCode }) },
        ...(number && { organizationRegistrationNumber: number }),
      };
      return answered(enrollmentLegalProfile({ headers, body }));
    },
    { changes: [['enrolment']], onDone: onSaved },
  );
  return (
    <Form form={form} action={save} onSubmit={save.start} submit={t`Save`}>
      <TextField name="companyName" label={t`Legal business name`} autoComplete="organization" />
      <TextField name="addressLine1" label={t`Address`} autoComplete="address-line1" />
      <Row>
        <TextField name="city" label={t`City`} autoComplete="address-level2" />
        <TextField
          name="postalCode"
          label={t`Postal code`}
          isRequired={rules?.isPostalCodeRequired ?? false}
          autoComplete="postal-code"
        />
      </Row>
      {rules && rules.supportedStatesList.length > 0 ? (
        <Choice
          name="state"
          label={t`State`}
          isRequired={rules.isStateRequired}
          options={[['', ''], ...rules.supportedStatesList.map((state): [string, string] => [state, state])]}
        />
      ) : (
        <TextField name="state" label={t`State`} isRequired={false} hint={t`Its code, where the country has states.`} />
      )}
      <TextField
        name="organizationRegistrationNumber"
        label={t`Registration number`}
        isRequired={false}
        hint={t`Needed in some countries, and not taken in others.`}
      />
    </Form>
  );
}
