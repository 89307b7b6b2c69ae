import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm, type Resolver } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerCreate } from '../../../api/generated/sdk.gen';
import { type CountryValidationRulesResource, type CreateCustomerRequest } from '../../../api/generated/types.gen';
import { useSignedIn } from '../../../app/session';
import { AddressFields, useCountryRules } from '../../../components/form/address/address-fields';
import { countryOptions } from '../../../components/form/address/countries';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, Row, TextField } from '../../../components/form/form';
import { Page } from '../../../components/page/page';
import { Section } from '../../../components/page/section';
import { today, useAgreedOn } from '../agreement/attestation';
import { AgreementChoice, attestationOf } from './agreement-choice';
import { CreatedCustomer, type Created } from './created-customer';
import { DomainField } from './domain-field';

/** A new customer with its tenant and its admin user, whose password is shown once. */
export function AddCustomerPage(): ReactElement {
  const { t } = useLingui();
  const [created, setCreated] = useState<Created>();
  if (created) return <CreatedCustomer {...created} />;
  return (
    <Page
      title={t`Add customer`}
      isNarrow
      lead={t`The customer gets a tenant of its own, and a first user as its Global admin.`}
    >
      <Section>
        <CustomerForm onCreated={setCreated} />
      </Section>
    </Page>
  );
}

function useShape() {
  const { text, optional, email } = useRules();
  const agreedOn = useAgreedOn();
  const asked = z.object({
    companyName: text,
    prefix: text,
    country: text,
    addressLine1: text,
    addressLine2: optional,
    city: text,
    state: optional,
    postalCode: optional,
    firstName: text,
    lastName: text,
    email,
    phoneNumber: optional,
    registrationNumber: optional,
    agreement: z.enum(['asked', 'attested']),
    dateAgreed: optional,
    isOther: z.optional(z.boolean()),
    otherFirstName: optional,
    otherLastName: optional,
    otherEmail: optional,
  });
  const attested = z.extend(asked, { dateAgreed: agreedOn });
  const byOther = z.extend(attested, { otherFirstName: text, otherLastName: text, otherEmail: email });
  return { asked, attested, byOther };
}

type Values = z.infer<ReturnType<typeof useShape>['asked']>;

function CustomerForm({ onCreated }: { onCreated: (created: Created) => void }): ReactElement {
  const { t } = useLingui();
  const { program } = useSignedIn();
  const { asked, attested, byOther } = useShape();
  const form = useForm<Values>({
    resolver: (values, ...others) => {
      const shape = values.agreement === 'asked' ? asked : values.isOther ? byOther : attested;
      return (zodResolver(shape) as Resolver<Values>)(values, ...others);
    },
    defaultValues: { country: program?.countries[0] ?? 'US', agreement: 'asked', dateAgreed: today() },
  });
  const country = form.watch('country');
  const rules = useCountryRules(country);
  const create = useAction(
    (values: Values, headers) => answered(customerCreate({ headers, body: requestOf(values, rules) })),
    {
      changes: [['customers']],
      onDone: (customer, values) => onCreated({ customer, attestation: attestationOf(values) }),
    },
  );
  const sellsIn = new Set(program?.countries);
  return (
    <Form form={form} action={create} onSubmit={create.start} submit={t`Add customer`}>
      <TextField name="companyName" label={t`Company name`} autoComplete="organization" />
      <DomainField />
      <Choice name="country" label={t`Country`} options={countryOptions().filter(([code]) => sellsIn.has(code))} />
      <AddressFields country={country} />
      <Row>
        <TextField name="firstName" label={t`First name of the contact`} />
        <TextField name="lastName" label={t`Last name of the contact`} />
      </Row>
      <Row>
        <TextField name="email" label={t`Email address`} type="email" />
        <TextField name="phoneNumber" label={t`Phone number`} type="tel" isRequired={false} />
      </Row>
      <TextField
        name="registrationNumber"
        label={t`Registration number`}
        isRequired={false}
        hint={t`Needed in some countries, and not taken in others.`}
      />
      <AgreementChoice />
    </Form>
  );
}

function requestOf(values: Values, rules: CountryValidationRulesResource | undefined): CreateCustomerRequest {
  const { companyName, prefix, registrationNumber, email } = values;
  const { country, addressLine1, addressLine2, city, state, postalCode, firstName, lastName, phoneNumber } = values;
  const address = { country, addressLine1, addressLine2, city, state, postalCode, firstName, lastName, phoneNumber };
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value));
  return {
    companyProfile: {
      domain: `${prefix}.onmicrosoft.com`,
      ...(registrationNumber && { organizationRegistrationNumber: registrationNumber }),
    },
    billingProfile: {
      email,
      companyName,
      culture: rules?.defaultCulture ?? 'en-US',
      language: (rules?.defaultCulture ?? 'en').slice(0, 2),
      defaultAddress: given as CreateCustomerRequest['billingProfile']['defaultAddress'],
    },
  };
}
