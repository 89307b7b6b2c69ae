import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { CopyButton } from '../../../components/form/buttons';
import { Done } from '../../../components/done';
import { Facts } from '../../../components/page/section';

/** What an application signs in with. Nobody is shown the secret again. */
export function ShownOnce({ title, appId, secret }: { title: string; appId: string; secret: string }): ReactElement {
  const { t } = useLingui();
  return (
    <>
      <Done
        title={title}
      >{t`The secret is shown only now. Keep it where your program finds it, and nobody else.`}</Done>
      <Facts
        facts={[
          [t`Application ID`, appId],
          [t`Secret`, secret],
        ]}
      />
      <div>
        <CopyButton text={secret} />
      </div>
    </>
  );
}
