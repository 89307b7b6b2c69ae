import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { profileChangeLegalBusiness } from '../../../api/generated/sdk.gen';
import { type LegalBusinessProfileRequest, type LegalBusinessProfileResource } from '../../../api/generated/types.gen';
import { useSignedIn } from '../../../app/session';
import { AddressFields } from '../../../components/form/address/address-fields';
import { countryOptions } from '../../../components/form/address/countries';
import { filledIn, useRules } from '../../../components/form/fields';
import { Choice, Form, Row, TextField } from '../../../components/form/form';

function useShape() {
  const { text, optional, email } = useRules();
  return z.object({
    companyName: text,
    country: text,
    addressLine1: text,
    addressLine2: optional,
    city: text,
    state: optional,
    postalCode: optional,
    organizationRegistrationNumber: optional,
    firstName: text,
    lastName: text,
    email,
    phoneNumber: text,
  });
}

type Values = z.infer<ReturnType<typeof useShape>>;

interface Props {
  legal: LegalBusinessProfileResource;
  onClose: () => void;
}

/** A new legal profile. Contacts change at once; a name and an address are verified first. */
export function LegalForm({ legal, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const { program } = useSignedIn();
  const { companyName, address, organizationRegistrationNumber, primaryContact } = legal;
  const form = useForm<Values>({
    resolver: zodResolver(useShape()),
    defaultValues: {
      companyName,
      organizationRegistrationNumber,
      country: address?.country ?? '',
      addressLine1: address?.addressLine1,
      addressLine2: address?.addressLine2,
      city: address?.city,
      state: address?.state,
      postalCode: address?.postalCode,
      ...primaryContact,
    },
  });
  const save = useAction(
    (values: Values, headers) => answered(profileChangeLegalBusiness({ headers, body: requestOf(values, legal) })),
    { changes: [['profile']], onDone: onClose },
  );
  return (
    <Form
      form={form}
      action={save}
      onSubmit={save.start}
      submit={t`Save`}
      others={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      <TextField
        name="companyName"
        label={t`Legal business name`}
        hint={t`A new name or address is verified before it is in force. Contacts change at once.`}
        autoComplete="organization"
      />
      {!address && (
        <Choice
          name="country"
          label={t`Country`}
          hint={t`The one that your company's account is in.`}
          options={[['', ''], ...countryOptions().filter(([code]) => program?.countries.includes(code))]}
        />
      )}
      <AddressFields country={form.watch('country')} />
      <TextField
        name="organizationRegistrationNumber"
        label={t`Registration number`}
        isRequired={false}
        hint={t`Needed in some countries, and not taken in others.`}
      />
      <Row>
        <TextField name="firstName" label={t`First name of the contact`} autoComplete="given-name" />
        <TextField name="lastName" label={t`Last name of the contact`} autoComplete="family-name" />
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

/** What the form does not show is sent back as it was read. */
function requestOf(
  values: Values,
  { address, companyApproverEmail, companyApproverAddress }: LegalBusinessProfileResource,
): LegalBusinessProfileRequest {
  const { companyName, organizationRegistrationNumber, firstName, lastName, email, phoneNumber, ...place } = values;
  const kept = { region: address?.region, firstName: address?.firstName, lastName: address?.lastName };
  return {
    companyName,
    ...filledIn({ organizationRegistrationNumber, companyApproverEmail, companyApproverAddress }),
    address: filledIn({ ...kept, ...place }),
    primaryContact: { firstName, lastName, email, phoneNumber },
  };
}
