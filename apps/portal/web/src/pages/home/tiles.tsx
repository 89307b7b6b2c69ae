import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { type Destination } from '../../app/navigation';
import { surface } from '../../components/page/section';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 17rem), 1fr))',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  link: { display: 'block', height: '100%', color: 'inherit', textDecorationLine: 'none' },
  tile: {
    ...surface,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    height: '100%',
    padding: tokens.spacingHorizontalL,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, boxShadow: tokens.shadow8 },
  },
  icon: { fontSize: '28px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** What can be done from here, as cards. */
export function Tiles({ tiles }: { tiles: Destination[] }): ReactElement {
  const styles = useStyles();
  return (
    <ul className={styles.grid}>
      {tiles.map(({ to, label, icon, text }) => (
        <li key={to + label}>
          <Link to={to} className={styles.link}>
            <div className={styles.tile}>
              <span className={styles.icon} aria-hidden>
                {icon}
              </span>
              <Text weight="semibold" size={400}>
                {label}
              </Text>
              <Text className={styles.text}>{text}</Text>
            </div>
          </Link>
        </li>
      ))}
    </ul>
  );
}
