import { Badge, Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { invitationCreate, invitationList, invitationRevoke } from '../../api/generated/sdk.gen';
import { type RelationshipsInvitationResource } from '../../api/generated/types.gen';
import { Buttons } from '../../components/form/buttons';
import { Confirm } from '../../components/confirm';
import { PagedList, usePages } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { useDates } from '../../components/words';

const Draft = lazy(() => import('../../components/draft').then((form) => ({ default: form.Draft })));

/** The invitations of a provider: each is a link that one reseller accepts. */
export function InvitationsPage(): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  const [draft, setDraft] = useState<RelationshipsInvitationResource>();
  const pages = usePages(['invitations'], (token) =>
    answered(
      invitationList({
        query: { size: 25, ...(token !== undefined && { seekOperation: 'Next' }) },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    ),
  );
  const create = useAction((_: undefined, headers) => answered(invitationCreate({ headers })), {
    changes: [['invitations']],
    onDone: setDraft,
  });
  const words = { open: t`Open`, accepted: t`Accepted`, expired: t`Expired`, revoked: t`Revoked` };
  return (
    <Page
      title={t`Invitations`}
      lead={t`A reseller that opens the link and authorises you becomes your indirect reseller.`}
      actions={
        <Button
          appearance="primary"
          icon={<AddRegular />}
          disabledFocusable={create.isRunning}
          onClick={() => create.start(undefined)}
        >
          {t`New invitation`}
        </Button>
      }
    >
      {create.error ? <ProblemBar error={create.error} onRetry={() => create.start(undefined)} /> : undefined}
      {draft && (
        <Suspense fallback={<Loading />}>
          <Draft key={draft.id} draft={draft} />
        </Suspense>
      )}
      <PagedList
        label={t`Invitations`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Created`, cell: ({ created }) => day(created) },
          {
            name: t`Status`,
            cell: ({ status }) => (
              <Badge
                appearance="tint"
                color={status === 'accepted' ? 'success' : status === 'open' ? 'brand' : 'informative'}
              >
                {words[status]}
              </Badge>
            ),
          },
          { name: t`Expires`, cell: ({ expires }) => day(expires) },
          {
            name: t`Actions`,
            cell: (invitation) =>
              invitation.status === 'open' && (
                <Buttons>
                  <Button size="small" onClick={() => setDraft(invitation)}>
                    {t`Show the mail`}
                  </Button>
                  <Revoke invitation={invitation} />
                </Buttons>
              ),
          },
        ]}
        empty={<Empty icon={<MailRegular />} title={t`No invitations yet`} />}
      />
    </Page>
  );
}

function Revoke({ invitation: { id } }: { invitation: RelationshipsInvitationResource }): ReactElement {
  const { t } = useLingui();
  const revoke = useAction(
    (_: undefined, headers) => answered(invitationRevoke({ path: { invitationId: id }, headers })),
    { changes: [['invitations']] },
  );
  return (
    <Confirm
      trigger={<Button size="small">{t`Revoke`}</Button>}
      title={t`Revoke the invitation?`}
      text={t`The link cannot be used any more.`}
      confirm={t`Revoke`}
      action={revoke}
    />
  );
}
