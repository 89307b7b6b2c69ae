import { Link, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode } from 'react';

/** What stands out of the page, as a card does. Fluent's own card brings what makes cards selectable, which is a third of a page. */
export const surface = {
  boxSizing: 'border-box',
  borderRadius: tokens.borderRadiusMedium,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  boxShadow: tokens.shadow4,
} as const;

const useStyles = makeStyles({
  section: {
    ...surface,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, 14rem) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '@media (max-width: 640px)': { gridTemplateColumns: '1fr', rowGap: tokens.spacingVerticalXXS },
  },
  term: { color: tokens.colorNeutralForeground2, '@media (max-width: 640px)': { marginTop: tokens.spacingVerticalS } },
  fact: { margin: 0, overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
});

export function Section({ title, children }: { title?: string; children: ReactNode }): ReactElement {
  return (
    <div className={useStyles().section}>
      {title && <Subtitle1 as="h2">{title}</Subtitle1>}
      {children}
    </div>
  );
}

/** What is known: names and values; those without a value are left out. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }): ReactElement {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== '' && value !== null)
        .flatMap(([name, value]) => [
          <dt key={`${name} name`} className={styles.term}>
            {name}
          </dt>,
          <dd key={name} className={styles.fact}>
            {value}
          </dd>,
        ])}
    </dl>
  );
}

export function OutsideLink({ href, children }: { href: string; children: ReactNode }): ReactElement {
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer" inline>
      {children}
    </Link>
  );
}
