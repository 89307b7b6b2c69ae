import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement, type ReactNode } from 'react';
import { type Action } from '../../api/action';
import { ProblemBar } from '../page/page-states';

export interface Question {
  title: string;
  /** What happens, and whether it can be undone. */
  text: ReactNode;
  confirm: string;
  action: Action<undefined>;
}

interface Props extends Question {
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function ConfirmDialog({ title, text, confirm, action, isOpen, onClose, onDone }: Props): ReactElement {
  const { t } = useLingui();
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {text}
            {action.error ? <ProblemBar error={action.error} /> : undefined}
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={action.isRunning} onClick={onClose}>{t`Cancel`}</Button>
            <Button
              appearance="primary"
              disabledFocusable={action.isRunning}
              icon={action.isRunning ? <Spinner size="tiny" /> : undefined}
              onClick={() => action.start(undefined, onDone)}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
