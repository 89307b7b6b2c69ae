import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { Done } from '../done';
import { Facts, Section } from '../page/section';

interface Props {
  displayName: string;
  userPrincipalName: string;
  password: string | undefined;
  onClose: () => void;
}

/** A user that has just been added, with the password that nobody is shown again. */
export function AddedUser({ displayName, userPrincipalName, password, onClose }: Props): ReactElement {
  const { t } = useLingui();
  return (
    <Section title={displayName}>
      <Done title={t`The user has been added.`}>
        {t`The password is shown only now, and has to be changed at the first sign-in.`}
      </Done>
      <Facts
        facts={[
          [t`User name`, userPrincipalName],
          [t`One-time password`, password],
        ]}
      />
      <div>
        <Button onClick={onClose}>{t`Close`}</Button>
      </div>
    </Section>
  );
}
