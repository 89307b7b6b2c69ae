import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useSignedIn, type Kind } from '../../app/session';
import { Page } from '../../components/page';

/** Where everybody begins: what there is to do, and where to go. */
export function HomePage(): ReactElement {
  const { t } = useLingui();
  const { user, kind, program } = useSignedIn();
  return (
    <Page title={t`Welcome, ${user.name}`} lead={useKindName(kind)}>
      {program?.banner && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t`The Microsoft Partner Agreement is signed.`}</MessageBarTitle>
            {program.banner.text}
          </MessageBarBody>
        </MessageBar>
      )}
    </Page>
  );
}

function useKindName(kind: Kind): string | undefined {
  const { t } = useLingui();
  const names: Partial<Record<Kind, string>> = {
    'direct-bill': t`Direct-bill partner`,
    'indirect-provider': t`Indirect provider`,
    'indirect-reseller': t`Indirect reseller`,
    operator: t`Operator of the platform`,
  };
  return names[kind];
}
