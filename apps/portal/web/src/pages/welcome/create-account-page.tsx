import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { anonymous, answered } from '../../api/answers';
import { workAccountCreate } from '../../api/generated/sdk.gen';
import { signInAddress } from '../../app/session';
import { countryOptions } from '../../components/form/address/countries';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Choice, Form, Row, TextField } from '../../components/form/form';
import { ButtonLink } from '../../components/links';
import { Page } from '../../components/page/page';
import { Section } from '../../components/page/section';

/** A company without an account gets one: a tenant, and its first user as its Global admin. */
export function CreateAccountPage(): ReactElement {
  const { t } = useLingui();
  const [signInName, setSignInName] = useState<string>();
  return (
    <Page
      title={t`Create a work account`}
      isNarrow
      lead={t`The account is your company's. Its first user is the Global admin, who can enrol the company as a partner.`}
    >
      {signInName === undefined ? (
        <Section>
          <AccountForm onCreated={setSignInName} />
        </Section>
      ) : (
        <>
          <Done title={t`The account has been created.`}>{t`Sign in as ${signInName} to go on.`}</Done>
          <div>
            <ButtonLink appearance="primary" size="large" href={signInAddress('/app/enrolment', signInName)}>
              {t`Sign in`}
            </ButtonLink>
          </div>
        </>
      )}
    </Page>
  );
}

function AccountForm({ onCreated }: { onCreated: (signInName: string) => void }): ReactElement {
  const { t } = useLingui();
  const { text, userName } = useRules();
  const shape = z.object({
    companyName: text,
    domain: text.check(z.regex(/^[^\s@/]+\.[^\s@/]+$/, t`Write a domain such as company.example.`)),
    country: text,
    firstName: text,
    lastName: text,
    userName,
    password: text.check(z.minLength(8, t`At least 8 characters.`)),
  });
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { country: 'US' } });
  const create = useAction(
    ({ companyName, domain, country, ...user }: z.infer<typeof shape>, headers) =>
      answered(
        workAccountCreate({
          ...anonymous,
          headers: { ...anonymous.headers, ...headers },
          body: { companyName, domain, country, cloud: 'Global', user },
        }),
      ),
    { onDone: (_, { userName, domain }) => onCreated(`${userName}@${domain}`) },
  );
  return (
    <Form form={form} action={create} onSubmit={create.start} submit={t`Create the account`}>
      <TextField name="companyName" label={t`Company name`} autoComplete="organization" />
      <Row>
        <TextField
          name="domain"
          label={t`Domain of the company`}
          hint={t`Such as company.example. Users sign in with it.`}
        />
        <Choice name="country" label={t`Country`} options={countryOptions()} />
      </Row>
      <Row>
        <TextField name="firstName" label={t`First name`} autoComplete="given-name" />
        <TextField name="lastName" label={t`Last name`} autoComplete="family-name" />
      </Row>
      <Row>
        <TextField name="userName" label={t`User name`} hint={t`What stands before the @.`} autoComplete="off" />
        <TextField
          name="password"
          label={t`Password`}
          type="password"
          autoComplete="new-password"
          hint={t`8 characters or more, of three kinds: lower case, upper case, digits, others.`}
        />
      </Row>
    </Form>
  );
}
