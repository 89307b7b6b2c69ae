import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { myAgreementAccept, myAgreementGet } from '../../api/generated/sdk.gen';
import { type MyAgreementResource } from '../../api/generated/types.gen';
import { useOwnContact } from '../../app/session';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Form, Tick } from '../../components/form/form';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, OutsideLink, Section } from '../../components/page/section';
import { AcceptingContact } from './accepting-contact';
import { SignedInOnly } from './signed-in-only';

/** The Microsoft Customer Agreement of the company of whoever is signed in: its text, and the box to tick. */
export function AgreementPage(): ReactElement {
  const { t } = useLingui();
  return (
    <SignedInOnly
      title={t`Microsoft Customer Agreement`}
      lead={t`Your partner asks your company to accept the Microsoft Customer Agreement. Sign in as a Global admin of your company to read it, and to accept it.`}
    >
      <Agreement />
    </SignedInOnly>
  );
}

function Agreement(): ReactElement {
  const { t, i18n } = useLingui();
  const query = useQuery({
    queryKey: ['my-agreement', i18n.locale],
    queryFn: () => answered(myAgreementGet({ query: { language: i18n.locale } })),
  });
  const { data: agreement, error, refetch } = query;
  return (
    <Page title={t`Microsoft Customer Agreement`} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {agreement && (
        <Section title={t`The text`}>
          <Facts
            facts={[
              [t`Language`, new Intl.DisplayNames([i18n.locale], { type: 'language' }).of(agreement.language)],
              [t`Country`, new Intl.DisplayNames([i18n.locale], { type: 'region' }).of(agreement.country)],
            ]}
          />
          <OutsideLink href={agreement.displayUri}>{t`Read the agreement`}</OutsideLink>
          <OutsideLink href={agreement.downloadUri}>{t`Download it as a Word document`}</OutsideLink>
        </Section>
      )}
      {agreement?.isConfirmed && (
        <Done title={t`The agreement is confirmed for your company. Your partners may order for you.`} />
      )}
      {agreement && !agreement.isConfirmed && <Acceptance agreement={agreement} />}
    </Page>
  );
}

function Acceptance({ agreement: { isCustomer, refusal } }: { agreement: MyAgreementResource }): ReactElement {
  const { t } = useLingui();
  if (isCustomer && refusal === undefined) return <Accept />;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {refusal ??
          t`No partner works with your company yet. Follow the link of a partner's invitation, and accept both there.`}
      </MessageBarBody>
    </MessageBar>
  );
}

function Accept(): ReactElement {
  const { t } = useLingui();
  const rules = useRules();
  const shape = z.object({
    firstName: rules.text,
    lastName: rules.text,
    email: rules.email,
    phoneNumber: rules.optional,
    agreement: rules.ticked,
  });
  const form = useForm({ resolver: zodResolver(shape), defaultValues: { agreement: false, ...useOwnContact() } });
  const accept = useAction(
    ({ agreement: _, phoneNumber, ...contact }: z.infer<typeof shape>, headers) =>
      answered(myAgreementAccept({ headers, body: { ...contact, ...(phoneNumber && { phoneNumber }) } })),
    { changes: [['my-agreement']] },
  );
  return (
    <Section title={t`Accept it`}>
      <Form form={form} action={accept} onSubmit={accept.start} submit={t`Accept the agreement`}>
        <AcceptingContact />
        <Tick name="agreement" label={t`I have read the Microsoft Customer Agreement, and accept it for my company.`} />
      </Form>
    </Section>
  );
}
