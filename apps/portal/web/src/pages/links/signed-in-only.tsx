import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState, type ReactElement, type ReactNode } from 'react';
import { meQuery, signInAddress } from '../../app/session';
import { ButtonLink } from '../../components/links';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';

/** What a link of a mail leads to is for whoever signs in; nothing happens before. It stays when the session ends. */
export function SignedInOnly({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}): ReactElement {
  const { t } = useLingui();
  const { href } = useLocation();
  const { data: me, isPending, error, refetch } = useQuery(meQuery);
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (me && !wasSignedIn) setWasSignedIn(true);
  if (me ?? wasSignedIn) return <>{children}</>;
  return (
    <Page title={title} lead={lead} isNarrow>
      {isPending && <Loading rows={2} />}
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {me === null && (
        <div>
          <ButtonLink href={signInAddress(href)} appearance="primary" size="large">
            {t`Sign in to go on`}
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}
