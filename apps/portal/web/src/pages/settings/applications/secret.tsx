import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { applicationEndPreviousSecret, applicationReplaceSecret } from '../../../api/generated/sdk.gen';
import { type ApplicationResource } from '../../../api/generated/types.gen';
import { Buttons } from '../../../components/form/buttons';
import { Confirm } from '../../../components/confirm';
import { Section } from '../../../components/page/section';
import { ShownOnce } from './shown-once';

/** A new secret for an application, and the end of the one before it. */
export function Secret({ application }: { application: ApplicationResource }): ReactElement {
  const { t } = useLingui();
  const { appId, previousSecretWorks } = application;
  const [made, setMade] = useState<string>();
  const changes = [['applications']];
  const replace = useAction(
    (_: undefined, headers) => answered(applicationReplaceSecret({ path: { appId }, headers })),
    {
      changes,
      onDone: ({ secret }) => setMade(secret),
    },
  );
  const end = useAction(
    (_: undefined, headers) => answered(applicationEndPreviousSecret({ path: { appId }, headers })),
    { changes },
  );
  return (
    <Section title={t`Secret`}>
      {made !== undefined && <ShownOnce title={t`The application has a new secret.`} appId={appId} secret={made} />}
      {previousSecretWorks && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t`Two secrets work.`}</MessageBarTitle>
            {t`End the old one as soon as your program signs in with the new one.`}
          </MessageBarBody>
        </MessageBar>
      )}
      <Buttons>
        <Confirm
          trigger={<Button>{t`New secret`}</Button>}
          title={t`Make a new secret?`}
          text={
            previousSecretWorks
              ? t`The oldest of the two secrets ends at once. The latest one works on until you end it.`
              : t`The secret of today works on until you end it, so your program goes on while you give it the new one.`
          }
          confirm={t`Make it`}
          action={replace}
        />
        {previousSecretWorks && (
          <Confirm
            trigger={<Button>{t`End the old secret`}</Button>}
            title={t`End the old secret?`}
            text={t`Whoever signs in with it is refused from now on.`}
            confirm={t`End it`}
            action={end}
          />
        )}
      </Buttons>
    </Section>
  );
}
