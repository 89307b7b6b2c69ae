import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, type ReactElement, type ReactNode } from 'react';

const useStyles = makeStyles({
  hint: { display: 'block', color: tokens.colorNeutralForeground3 },
  fault: { display: 'block', color: tokens.colorPaletteRedForeground1 },
});

interface BoxesProps {
  label: string;
  hint?: string;
  fault?: string;
  children: ReactNode;
}

/** What several boxes are about. A `Field` would give all of them the same id: each label would tick the first. */
export function Boxes({ label, hint, fault, children }: BoxesProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id}>{label}</Text>
      {children}
      {hint && (
        <Text size={200} className={styles.hint}>
          {hint}
        </Text>
      )}
      {fault && (
        <Text size={200} className={styles.fault} role="alert">
          {fault}
        </Text>
      )}
    </div>
  );
}
