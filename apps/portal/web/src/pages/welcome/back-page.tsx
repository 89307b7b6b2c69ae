import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { Done } from '../../components/done';
import { Page } from '../../components/page/page';

/** After signing in again in a tab of its own. */
export function BackPage(): ReactElement {
  const { t } = useLingui();
  return (
    <Page title={t`Signed in`} isNarrow>
      <Done title={t`You are signed in again.`}>{t`Close this tab, and go on where you were.`}</Done>
    </Page>
  );
}
