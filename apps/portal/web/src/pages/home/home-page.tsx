import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useDestinations } from '../../app/navigation';
import { holds, useSignedIn, type Kind } from '../../app/session';
import { AppButton } from '../../components/links';
import { Page } from '../../components/page/page';
import { Tiles } from './tiles';

/** Where everybody begins: what there is to do, and where to go. */
export function HomePage(): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const { user, kind, program } = me;
  const [, ...destinations] = useDestinations(me);
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
      {program && !program.banner && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t`The Microsoft Partner Agreement is not signed yet.`}</MessageBarTitle>
            {t`Until a Global admin signs it, nothing can be sold.`}
          </MessageBarBody>
          {holds(me, 'GlobalAdmin') && (
            <MessageBarActions>
              <AppButton to="/app/partner-agreement">{t`Go to the partner agreement`}</AppButton>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
      <Tiles tiles={destinations} />
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
