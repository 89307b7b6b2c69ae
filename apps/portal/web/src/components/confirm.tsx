import { cloneElement, useRef, useState, type ReactElement } from 'react';
import { type Question } from './later/confirm-dialog';
import { useLater } from './later/use-later';

interface ConfirmProps extends Question {
  trigger: ReactElement<{ onClick?: () => void; ref?: unknown; 'aria-haspopup'?: 'dialog' }>;
}

/** Asks before something is done that cannot be undone easily. It stays open until that is done, and shows what was refused. */
export function Confirm({ trigger, ...question }: ConfirmProps): ReactElement {
  const { action } = question;
  const [isOpen, setOpen] = useState(false);
  const [code, load] = useLater(() => import('./later/confirm-dialog'));
  const opener = useRef<HTMLElement>(null);
  const open = (): void => {
    load();
    setOpen(true);
  };
  const close = (): void => {
    if (action.isRunning) return;
    action.forget();
    setOpen(false);
    opener.current?.focus();
  };
  const done = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      {cloneElement(trigger, { onClick: open, ref: opener, 'aria-haspopup': 'dialog' })}
      {code && <code.ConfirmDialog {...question} isOpen={isOpen} onClose={close} onDone={done} />}
    </>
  );
}
