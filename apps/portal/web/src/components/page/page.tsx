import { makeStyles, Title1, tokens } from '@fluentui/react-components';
import { useEffect, type ReactElement, type ReactNode } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '80rem',
    margin: '0 auto',
    padding: tokens.spacingHorizontalXXL,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
  narrow: { maxWidth: '48rem' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  title: {
    overflowWrap: 'anywhere',
    '@media (max-width: 640px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '48rem' },
});

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  isNarrow?: boolean;
  children: ReactNode;
}

/** What every page has: its heading, which is the window's title as well, and what can be done. */
export function Page({ title, lead, actions, isNarrow, children }: PageProps): ReactElement {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} - Two Tier`;
  }, [title]);
  return (
    <div className={isNarrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <div className={styles.head}>
        <Title1 as="h1" className={styles.title}>
          {title}
        </Title1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {lead && <div className={styles.lead}>{lead}</div>}
      {children}
    </div>
  );
}
