import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerUserUpdate } from '../../../api/generated/sdk.gen';
import { type CustomerUserResource } from '../../../api/generated/types.gen';
import { Done } from '../../../components/done';
import { ProblemBar } from '../../../components/page/page-states';
import { Facts } from '../../../components/page/section';
import { oneTimePassword } from './one-time-password';

/** Gives a user a new password, which is shown once and has to be changed at the next sign-in. */
export function ResetPassword({
  customerId,
  user: { id: userId, displayName, userPrincipalName },
}: {
  customerId: string;
  user: CustomerUserResource;
}): ReactElement {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [isReset, setReset] = useState(false);
  const reset = useAction((_: undefined, headers) =>
    answered(
      customerUserUpdate({
        path: { customerId, userId },
        headers,
        body: { passwordProfile: { password, forceChangePassword: true } },
      }),
    ),
  );
  const change = (wanted: boolean): void => {
    if (reset.isRunning) return;
    // One password for one dialog: a request that is sent again is the same request.
    setPassword(wanted ? oneTimePassword() : '');
    setReset(false);
    reset.forget();
    setOpen(wanted);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => change(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" aria-label={t`Reset password of ${displayName}`}>{t`Reset password`}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t`Reset the password of ${displayName}?`}</DialogTitle>
          <DialogContent>
            {isReset ? (
              <>
                <Done title={t`The password has been reset.`}>
                  {t`The password is shown only now, and has to be changed at the next sign-in.`}
                </Done>
                <Facts
                  facts={[
                    [t`User name`, userPrincipalName],
                    [t`One-time password`, password],
                  ]}
                />
              </>
            ) : (
              t`The user gets a new password, and cannot sign in with the old one any more.`
            )}
            {reset.error ? <ProblemBar error={reset.error} /> : undefined}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button disabledFocusable={reset.isRunning}>{isReset ? t`Close` : t`Cancel`}</Button>
            </DialogTrigger>
            {!isReset && (
              <Button
                appearance="primary"
                disabledFocusable={reset.isRunning}
                onClick={() => reset.start(undefined, () => setReset(true))}
              >
                {t`Reset password`}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
