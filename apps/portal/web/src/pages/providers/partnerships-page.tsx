import { Badge, Button } from '@fluentui/react-components';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { partnershipEnd, partnershipList, partnershipRemoveAdminAccess } from '../../api/generated/sdk.gen';
import { type PartnershipResource } from '../../api/generated/types.gen';
import { holds, useSignedIn } from '../../app/session';
import { Buttons } from '../../components/form/buttons';
import { Confirm } from '../../components/confirm';
import { AppButton } from '../../components/links';
import { Page } from '../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';
import { useDates } from '../../components/words';

/** With whom a provider or a reseller works: indirect resellers of the one, indirect providers of the other. */
export function PartnershipsPage(): ReactElement {
  const { t } = useLingui();
  const { kind } = useSignedIn();
  const isProvider = kind === 'indirect-provider';
  const query = useQuery({ queryKey: ['partnerships'], queryFn: () => answered(partnershipList()) });
  const { data, error, refetch } = query;
  return (
    <Page
      title={isProvider ? t`Indirect resellers` : t`Indirect providers`}
      actions={
        isProvider ? (
          <AppButton to="/app/invitations" appearance="primary">{t`Invite a reseller`}</AppButton>
        ) : (
          <AppButton to="/app/providers">{t`Find a provider`}</AppButton>
        )
      }
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {data?.items.length === 0 && (
        <Empty icon={<HandshakeRegular />} title={t`Nobody yet`}>
          {isProvider
            ? t`Invite a reseller: it is listed here once it has authorised you.`
            : t`A provider that wants to work with you sends you a link. It is listed here once you have authorised it.`}
        </Empty>
      )}
      {data?.items.map((partnership) => (
        <Partnership key={partnership.partnerId} partnership={partnership} />
      ))}
    </Page>
  );
}

interface Props {
  partnership: PartnershipResource;
}

function Partnership({ partnership }: Props): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  const isActive = partnership.status === 'active';
  return (
    <Section title={partnership.name}>
      <div>
        <Badge appearance="tint" color={isActive ? 'success' : 'informative'}>
          {isActive ? t`Active` : t`Ended`}
        </Badge>
      </div>
      <Facts
        facts={[
          [t`Since`, day(partnership.since)],
          [t`Country`, partnership.location],
          [t`Partner number (MPN ID)`, partnership.mpnId],
          [t`Partner agreement`, partnership.partnerAgreementSigned ? t`Signed` : t`Not signed: nothing can be sold`],
          [t`Administrator access`, partnership.adminAccess ? t`Yes` : t`No`],
        ]}
      />
      {isActive && <Actions partnership={partnership} />}
    </Section>
  );
}

function Actions({ partnership }: Props): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const { partnerId } = partnership;
  const isReseller = me.kind === 'indirect-reseller';
  return (
    <Buttons>
      {isReseller && <AppButton to="/app/customers">{t`View customers`}</AppButton>}
      {isReseller && (
        <AppButton to="/app/customers/request" search={{ provider: partnerId }}>{t`Invite new customers`}</AppButton>
      )}
      {holds(me, 'GlobalAdmin') && <Endings partnership={partnership} />}
    </Buttons>
  );
}

/** What takes away from a partnership. */
function Endings({ partnership: { partnerId, name, adminAccess } }: Props): ReactElement {
  const { t } = useLingui();
  const { kind } = useSignedIn();
  const path = { partnerId };
  const changes = [['partnerships']];
  const removeAccess = useAction((_: undefined, headers) => answered(partnershipRemoveAdminAccess({ path, headers })), {
    changes,
  });
  const end = useAction((_: undefined, headers) => answered(partnershipEnd({ path, headers })), { changes });
  return (
    <>
      {kind === 'indirect-reseller' && adminAccess && (
        <Confirm
          trigger={<Button>{t`Remove administrator access`}</Button>}
          title={t`Remove the administrator access of ${name}?`}
          text={t`The partnership stays. Only a new invitation gives the access back.`}
          confirm={t`Remove the access`}
          action={removeAccess}
        />
      )}
      <Confirm
        trigger={<Button>{t`End the partnership`}</Button>}
        title={t`End the partnership with ${name}?`}
        text={t`No new orders and no joint invitations are possible afterwards. Only a new invitation begins it again.`}
        confirm={t`End the partnership`}
        action={end}
      />
    </>
  );
}
