import { Divider, makeStyles, MessageBar, MessageBarBody, Text, Title3, tokens } from '@fluentui/react-components';
import { BuildingPeopleRegular } from '@fluentui/react-icons/svg/building-people';
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { signInAddress, useMe } from '../../app/session';
import { AppButton, ButtonLink } from '../../components/links';
import { Page } from '../../components/page/page';
import { surface } from '../../components/page/section';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  grid: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 16rem), 1fr))',
  },
  card: {
    ...surface,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
  },
  icon: { fontSize: '32px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** What the platform is, and how to get in. */
export function WelcomePage(): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  const me = useMe();
  return (
    <Page
      title={t`The partner platform for the two-tier cloud channel`}
      lead={t`Providers, resellers and customers work together here: they enrol, connect, agree, and order. Whatever these pages do, programs can do with the same API.`}
    >
      <Problem />
      <div className={styles.actions}>
        {me ? (
          <AppButton to="/app/home" appearance="primary" size="large">{t`Go to your home page`}</AppButton>
        ) : (
          <ButtonLink href={signInAddress('/app/home')} appearance="primary" size="large">{t`Sign in`}</ButtonLink>
        )}
        <AppButton to="/app/create-account" size="large">{t`Create a work account`}</AppButton>
        <AppButton to="/app/providers" size="large">{t`Find a provider`}</AppButton>
      </div>
      <Divider />
      <div className={styles.grid}>
        <Reason
          icon={<BuildingPeopleRegular />}
          title={t`Enrol as a reseller`}
          text={t`A company creates a work account, tells who it is, and is reviewed. After that it sells through the indirect providers of its region.`}
        />
        <Reason
          icon={<HandshakeRegular />}
          title={t`Work together`}
          text={t`A provider invites a reseller, and both invite customers together. Everybody sees who may do what for them, and can end it.`}
        />
        <Reason
          icon={<DocumentCheckmarkRegular />}
          title={t`Agree, then order`}
          text={t`A customer accepts the Microsoft Customer Agreement itself, or its partner confirms it. Then orders go through.`}
        />
      </div>
    </Page>
  );
}

function Reason({ icon, title, text }: { icon: ReactElement; title: string; text: string }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Title3 as="h2">{title}</Title3>
      <Text className={styles.text}>{text}</Text>
    </div>
  );
}

/** Why a sign-in has led back to here. */
function Problem(): ReactElement | undefined {
  const { t } = useLingui();
  const problem = new URLSearchParams(window.location.search).get('problem');
  if (problem === null) return undefined;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {problem === 'expired'
          ? t`The sign-in took too long, or was begun in another window. Sign in again.`
          : t`The sign-in is not available right now. Try again in a moment.`}
      </MessageBarBody>
    </MessageBar>
  );
}
