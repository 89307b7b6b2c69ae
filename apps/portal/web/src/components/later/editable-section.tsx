import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { Loading } from '../page/page-states';
import { Section } from '../page/section';

interface Opening {
  isOpen: boolean;
  open: () => void;
  /** Closes what was opened when this was given, and nothing that was opened since. */
  close: () => void;
}

/** Whether a form is open. What it has sent may be answered when it was closed, and opened again. */
export function useOpening(): Opening {
  const [opened, setOpened] = useState<symbol>();
  return {
    isOpen: opened !== undefined,
    open: () => setOpened(Symbol('opening')),
    close: () => setOpened((now) => (now === opened ? undefined : now)),
  };
}

interface EditableProps {
  title: string;
  children: ReactNode;
  canEdit: boolean;
  /** What changes it; closes it when that is done, or is not wanted. */
  form: (close: () => void) => ReactElement;
}

/** What is known, and on demand a form in its place. */
export function EditableSection({ title, children, canEdit, form }: EditableProps): ReactElement {
  const { t } = useLingui();
  const { isOpen, open, close } = useOpening();
  return (
    <Section title={title}>
      {isOpen ? <Suspense fallback={<Loading />}>{form(close)}</Suspense> : children}
      {!isOpen && canEdit && (
        <div>
          <Button onClick={open} aria-label={`${t`Edit`}: ${title}`}>{t`Edit`}</Button>
        </div>
      )}
    </Section>
  );
}
