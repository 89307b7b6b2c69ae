import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Spinner,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement, type ReactNode } from 'react';
import { type Action } from '../api/action';
import { ProblemBar } from './page-states';

interface ConfirmProps {
  trigger: ReactElement;
  title: string;
  /** What happens, and whether it can be undone. */
  text: ReactNode;
  confirm: string;
  action: Action<undefined>;
}

/** Asks before something is done that cannot be undone easily. It stays open until that is done, and shows what was refused. */
export function Confirm({ trigger, title, text, confirm, action }: ConfirmProps): ReactElement {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const change = (wanted: boolean): void => {
    if (action.isRunning) return;
    action.forget();
    setOpen(wanted);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => change(open)}>
      <DialogTrigger disableButtonEnhancement>{trigger as never}</DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {text}
            {action.error ? <ProblemBar error={action.error} /> : undefined}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t`Cancel`}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={action.isRunning}
              icon={action.isRunning ? <Spinner size="tiny" /> : undefined}
              onClick={() => action.start(undefined, () => setOpen(false))}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
