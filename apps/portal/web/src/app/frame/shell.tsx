import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import logo from '../icon.svg';
import { useLater } from '../../components/later/use-later';
import { isSandbox } from '../../api/sandbox';
import { SandboxLink } from '../../pages/sandbox/sandbox-link';
import { useDestinations } from '../navigation';
import { PaletteButton } from '../palette/palette-button';
import { useMe } from '../session';
import { TopMenus } from './top-menus';

const useStyles = makeStyles({
  shell: {
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginRight: 'auto',
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
  },
  body: { display: 'flex', flexGrow: 1, minWidth: 0 },
  side: {
    flexShrink: 0,
    width: '14rem',
    padding: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    '@media (max-width: 1023px)': { display: 'none' },
  },
  menuButton: { '@media (min-width: 1024px)': { display: 'none' } },
  list: { display: 'grid', gap: '2px', margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground2Hover },
    '& svg': { fontSize: '20px', flexShrink: 0 },
  },
  itemHere: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
  },
  main: { flexGrow: 1, minWidth: 0 },
  skip: {
    position: 'absolute',
    left: '-999px',
    ':focus': { left: tokens.spacingHorizontalM, top: tokens.spacingVerticalS, zIndex: 10 },
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
  },
});

/** What is around every page: the bar with the menus, and where one can go. */
export function Shell(): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const [side, loadSide] = useLater(() => import('./side-drawer'));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t`Skip to the content`}
      </a>
      <header className={styles.bar}>
        {me && (
          <Button
            className={styles.menuButton}
            appearance="subtle"
            icon={<NavigationRegular />}
            aria-label={t`Open the menu`}
            onClick={() => {
              loadSide();
              setOpen(true);
            }}
          />
        )}
        <Link to={me ? '/app/home' : '/'} className={styles.brand}>
          <img src={logo} alt="" width="24" height="24" />
          Two Tier
        </Link>
        {isSandbox && <SandboxLink />}
        {me && <PaletteButton me={me} />}
        <TopMenus me={me} />
      </header>
      <div className={styles.body}>
        {me && (
          <nav className={styles.side} aria-label={t`Pages`}>
            <Destinations />
          </nav>
        )}
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {me && side && (
        <side.SideDrawer isOpen={isOpen} onClose={() => setOpen(false)}>
          <Destinations onGo={() => setOpen(false)} />
        </side.SideDrawer>
      )}
    </div>
  );
}

function Destinations({ onGo }: { onGo?: () => void }): ReactElement {
  const styles = useStyles();
  const destinations = useDestinations(useMe());
  return (
    <ul className={styles.list}>
      {destinations.map(({ to, label, icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={styles.item}
            activeProps={{ className: mergeClasses(styles.item, styles.itemHere) }}
            onClick={onGo}
          >
            {icon}
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
