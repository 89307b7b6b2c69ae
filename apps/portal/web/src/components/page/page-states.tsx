import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactElement, type ReactNode } from 'react';
import { Problem } from '../../api/problem';
import { signInAddress } from '../../app/session';
import { Page } from './page';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
  },
  emptyText: { maxWidth: '32rem', color: tokens.colorNeutralForeground2 },
  icon: { fontSize: '48px', color: tokens.colorNeutralForeground3, lineHeight: 1 },
  rows: { display: 'grid', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalL} 0` },
});

/** What is wrong, and how to go on. What was typed stays where it is. */
export function ProblemBar({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactElement {
  const problem = error instanceof Problem ? error : new Problem('', -1);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{titleOf(problem)}</MessageBarTitle>
        <WhatToDo problem={problem} />
      </MessageBarBody>
      {problem.mayPass && onRetry && (
        <MessageBarActions>
          <Button onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        </MessageBarActions>
      )}
      {problem.isSignedOut && (
        <MessageBarActions>
          <Button as="a" href={signInAddress('/app/back')} target="_blank" rel="noopener">
            <Trans>Sign in again</Trans>
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function titleOf({ status }: Problem): ReactElement {
  if (status === 401) return <Trans>You are not signed in any more.</Trans>;
  if (status === 0) return <Trans>The platform cannot be reached.</Trans>;
  if (status === 404) return <Trans>This does not exist.</Trans>;
  if (status === 429 || status === 503) return <Trans>The platform is busy.</Trans>;
  if (status >= 500 || status < 0) return <Trans>Something went wrong on our side.</Trans>;
  return <Trans>This was refused.</Trans>;
}

function WhatToDo({ problem: { status, message } }: { problem: Problem }): ReactElement {
  if (status === 401) return <Trans>Sign in again in another tab, then go on here: nothing is lost.</Trans>;
  if (status === 0) return <Trans>Check your connection, and try again. Nothing is lost.</Trans>;
  if (message) return <>{message}</>;
  return <Trans>Try again in a moment. Nothing is lost.</Trans>;
}

export function PageProblem({ error }: { error: unknown }): ReactElement {
  const { t } = useLingui();
  return (
    <Page title={t`This page cannot be shown`}>
      <ProblemBar error={error} onRetry={() => window.location.reload()} />
    </Page>
  );
}

export function NotFoundPage(): ReactElement {
  const { t } = useLingui();
  return (
    <Page title={t`There is nothing at this address`}>
      <Text>
        <Trans>
          Check the address, or go to the <Link href="/">start page</Link>.
        </Trans>
      </Text>
    </Page>
  );
}

/** What a list shows while there is nothing in it. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: ReactElement;
  title: string;
  children?: ReactNode;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Title2 as="h2">{title}</Title2>
      {children && <div className={styles.emptyText}>{children}</div>}
    </div>
  );
}

/** Stands for what is being loaded. */
export function Loading({ rows = 4 }: { rows?: number }): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <Skeleton aria-label={t`Loading`} className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonItem key={row} size={32} />
      ))}
    </Skeleton>
  );
}
