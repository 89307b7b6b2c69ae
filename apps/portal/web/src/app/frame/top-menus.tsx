import { Button, makeStyles, tokens, type ButtonProps } from '@fluentui/react-components';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { useLingui } from '@lingui/react/macro';
import { useLocation } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { ButtonLink } from '../../components/links';
import { useLater } from '../../components/later/use-later';
import { signInAddress, type Me } from '../session';

const useStyles = makeStyles({
  person: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    margin: '0 -4px',
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '20px',
  },
});

/** How the pages look, in which language, and who is signed in. */
export function TopMenus({ me }: { me: Me | undefined }): ReactElement {
  const { t } = useLingui();
  const { href } = useLocation();
  return (
    <>
      <Preferences />
      {me ? (
        <Account me={me} />
      ) : (
        <ButtonLink appearance="primary" href={signInAddress(href === '/' ? '/app/home' : href)}>
          {t`Sign in`}
        </ButtonLink>
      )}
    </>
  );
}

function Preferences(): ReactElement {
  const { t } = useLingui();
  const [menus, load] = useLater(() => import('./menus'));
  const look: ButtonProps = { appearance: 'subtle', icon: <SettingsRegular />, 'aria-label': t`Look and language` };
  if (menus) return <menus.PreferencesMenu trigger={<Button {...look} />} />;
  return <Button {...look} aria-haspopup="menu" aria-expanded={false} onClick={load} />;
}

function Account({ me }: { me: Me }): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  const [menus, load] = useLater(() => import('./menus'));
  const look: ButtonProps = {
    appearance: 'subtle',
    icon: { className: styles.person, children: <PersonRegular /> },
    'aria-label': t`Account of ${me.user.userName}`,
  };
  if (menus) return <menus.AccountMenu me={me} trigger={<Button {...look} />} />;
  return <Button {...look} aria-haspopup="menu" aria-expanded={false} onClick={load} />;
}
