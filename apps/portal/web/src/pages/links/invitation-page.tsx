import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { myAgreementGet, myInvitationAccept, myInvitationDecline, myInvitationGet } from '../../api/generated/sdk.gen';
import { type InvitationResource } from '../../api/generated/types.gen';
import { useParam } from '../../app/param';
import { useOwnContact } from '../../app/session';
import { Confirm } from '../../components/confirm';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Form, Tick } from '../../components/form/form';
import { AppButton } from '../../components/links';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, OutsideLink, Section } from '../../components/page/section';
import { AcceptingContact } from './accepting-contact';
import { SignedInOnly } from './signed-in-only';

const useStyles = makeStyles({
  grants: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'grid', gap: tokens.spacingVerticalXS },
});

/** A partner asks a customer for a relationship: who asks, what it gives them, accept or decline. */
export function InvitationPage(): ReactElement {
  const { t } = useLingui();
  return (
    <SignedInOnly
      title={t`A partner invites you`}
      lead={t`A partner asks your company for a reseller relationship. Sign in as a Global admin of your company to see who asks, and what for. Nothing changes until you accept.`}
    >
      <Invitation />
    </SignedInOnly>
  );
}

function Invitation(): ReactElement {
  const { t, i18n } = useLingui();
  const token = useParam('token');
  const path = { token };
  const queryKey = ['invitation', token, i18n.locale];
  const query = useQuery({
    queryKey,
    queryFn: () => answered(myInvitationGet({ path, query: { language: i18n.locale } })),
  });
  const { data: invitation, error, refetch } = query;
  const names = invitation && new Intl.ListFormat(i18n.locale).format(invitation.partners.map(({ name }) => name));
  const title = names ? t`Request for a reseller relationship from ${names}` : t`A partner invites you`;
  return (
    <Page title={title} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {invitation && <WhoAsks invitation={invitation} />}
      {invitation?.status === 'open' && <Decide token={token} />}
      {invitation?.status === 'accepted' && (
        <Done title={t`You have accepted.`}>
          <AppButton to="/my/partners">{t`See your partners`}</AppButton>
        </Done>
      )}
      {invitation?.status === 'declined' && <Done title={t`You have declined. Nothing was changed.`} />}
    </Page>
  );
}

function WhoAsks({ invitation: { partners, grants } }: { invitation: InvitationResource }): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  return (
    <>
      {partners.map((partner) => (
        <Section key={partner.id} title={partner.name}>
          <Facts
            facts={[
              [t`Country`, partner.country],
              [t`Partner number (MPN ID)`, partner.mpnId],
            ]}
          />
        </Section>
      ))}
      <Section title={t`What you would allow`}>
        <ul className={styles.grants}>
          {grants.map((grant) => (
            <li key={grant}>{grant}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Decide({ token }: { token: string }): ReactElement {
  const { t, i18n } = useLingui();
  const rules = useRules();
  const agreement = useQuery({
    queryKey: ['my-agreement', i18n.locale],
    queryFn: () => answered(myAgreementGet({ query: { language: i18n.locale } })),
    retry: false,
  });
  // The agreement can be accepted where it is not yet, and where the customer may do so itself.
  const canAgree = agreement.data !== undefined && !agreement.data.isConfirmed && agreement.data.refusal === undefined;
  const [withAgreement, setWithAgreement] = useState(false);
  const agrees = canAgree && withAgreement;
  const contact = z.object({
    relationship: rules.ticked,
    agreement: rules.ticked,
    firstName: rules.text,
    lastName: rules.text,
    email: rules.email,
    phoneNumber: rules.optional,
  });
  const relationshipOnly = z.extend(z.partial(contact), {
    relationship: rules.ticked,
    email: rules.optional,
    firstName: rules.optional,
    lastName: rules.optional,
    agreement: z.optional(z.boolean()),
  });
  const form = useForm<z.infer<typeof relationshipOnly>>({
    resolver: zodResolver(agrees ? contact : relationshipOnly) as never,
    defaultValues: { relationship: false, agreement: false, ...useOwnContact() },
  });
  const changes = [['invitation', token], ['my-agreement'], ['my-partners']];
  const accept = useAction(
    ({ firstName = '', lastName = '', email = '', phoneNumber }: z.infer<typeof relationshipOnly>, headers) =>
      answered(
        myInvitationAccept({
          path: { token },
          headers,
          body: agrees ? { acceptAgreement: { firstName, lastName, email, ...(phoneNumber && { phoneNumber }) } } : {},
        }),
      ),
    { changes },
  );
  return (
    <Section title={t`Your decision`}>
      <Form
        form={form}
        action={accept}
        onSubmit={accept.start}
        submit={agrees ? t`Accept both` : t`Accept`}
        others={<Decline token={token} changes={changes} />}
      >
        <Tick name="relationship" label={t`I accept the reseller relationship for my company.`} />
        {canAgree && (
          <div>
            <Button aria-expanded={withAgreement} onClick={() => setWithAgreement(!withAgreement)}>
              {withAgreement ? t`Accept the agreement later` : t`Accept the Microsoft Customer Agreement as well`}
            </Button>
          </div>
        )}
        {agrees && agreement.data && (
          <>
            <OutsideLink href={agreement.data.displayUri}>{t`Read the Microsoft Customer Agreement`}</OutsideLink>
            <AcceptingContact />
            <Tick
              name="agreement"
              label={t`I have read the Microsoft Customer Agreement, and accept it for my company.`}
            />
          </>
        )}
      </Form>
    </Section>
  );
}

function Decline({ token, changes }: { token: string; changes: string[][] }): ReactElement {
  const { t } = useLingui();
  const decline = useAction((_: undefined, headers) => answered(myInvitationDecline({ path: { token }, headers })), {
    changes,
  });
  return (
    <Confirm
      trigger={<Button>{t`Decline`}</Button>}
      title={t`Decline the invitation?`}
      text={t`The partner gets no relationship with your company. A link that was made for you alone cannot be used again.`}
      confirm={t`Decline`}
      action={decline}
    />
  );
}
