import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { invitationLinkAccept, invitationLinkGet } from '../../api/generated/sdk.gen';
import { type InvitationLinkResource } from '../../api/generated/types.gen';
import { useParam } from '../../app/param';
import { Done } from '../../components/done';
import { useRules } from '../../components/form/fields';
import { Form, Tick } from '../../components/form/form';
import { AppButton } from '../../components/links';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';
import { SignedInOnly } from './signed-in-only';

/** A provider invites a reseller: who invites, the consent, Authorize indirect provider. */
export function PartnershipInvitationPage(): ReactElement {
  const { t } = useLingui();
  return (
    <SignedInOnly
      title={t`An indirect provider invites you`}
      lead={t`Sign in as a Global admin of your company to see which provider wants to work with you. Nothing changes until you authorise it.`}
    >
      <Invitation />
    </SignedInOnly>
  );
}

function Invitation(): ReactElement {
  const { t } = useLingui();
  const token = useParam('token');
  const queryKey = ['partnership-invitation', token];
  const query = useQuery({ queryKey, queryFn: () => answered(invitationLinkGet({ path: { token } })) });
  const { data: invitation, error, refetch } = query;
  const title = invitation ? t`${invitation.companyName} invites you` : t`An indirect provider invites you`;
  return (
    <Page title={title} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {invitation && (
        <Section title={invitation.companyName}>
          <Facts
            facts={[
              [t`Country`, invitation.location],
              [t`Partner number (MPN ID)`, invitation.mpnId],
            ]}
          />
        </Section>
      )}
      {invitation && <Next invitation={invitation} token={token} />}
    </Page>
  );
}

function Next({ invitation, token }: { invitation: InvitationLinkResource; token: string }): ReactElement {
  const { t } = useLingui();
  if (invitation.status === 'open') return <Authorize invitation={invitation} token={token} />;
  if (invitation.status === 'accepted')
    return (
      <Done title={t`${invitation.companyName} is your indirect provider.`}>
        {t`It may submit orders for customers that you share.`}{' '}
        <AppButton size="small" to="/app/customers/request" search={{ provider: invitation.providerId }}>
          {t`Invite new customers`}
        </AppButton>
      </Done>
    );
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t`This invitation can no longer be used. Ask the provider for a new one.`}</MessageBarBody>
    </MessageBar>
  );
}

function Authorize({ invitation, token }: { invitation: InvitationLinkResource; token: string }): ReactElement {
  const { t } = useLingui();
  const rules = useRules();
  const form = useForm({
    resolver: zodResolver(z.object({ consent: rules.ticked })),
    defaultValues: { consent: false },
  });
  const authorize = useAction(
    ({ consent }: { consent: boolean }, headers) =>
      answered(invitationLinkAccept({ path: { token }, headers, body: { consent } })),
    { changes: [['partnership-invitation', token], ['partnerships']] },
  );
  return (
    <Section>
      <Form form={form} action={authorize} onSubmit={authorize.start} submit={t`Authorize indirect provider`}>
        <Tick name="consent" label={invitation.consent} />
      </Form>
    </Section>
  );
}
