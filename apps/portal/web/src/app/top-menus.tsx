import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
  type MenuProps,
} from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { ButtonLink } from '../components/links';
import { chooseLanguage, keepLanguage, languages, type Language } from './language';
import { signInAddress, signOut, type Me } from './session';
import { useTheme, type ThemeName } from './theme';

const useStyles = makeStyles({
  who: { display: 'grid', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, maxWidth: '18rem' },
  name: { overflowWrap: 'anywhere' },
  account: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
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
  const { t, i18n } = useLingui();
  const { name, choose } = useTheme();
  const onChange: MenuProps['onCheckedValueChange'] = (_, { name: menu, checkedItems: [item = ''] }) => {
    if (menu === 'theme') choose(item as ThemeName);
    else {
      keepLanguage(item as Language);
      void chooseLanguage(item as Language);
    }
  };
  return (
    <Menu checkedValues={{ theme: [name], language: [i18n.locale] }} onCheckedValueChange={onChange}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<SettingsRegular />} aria-label={t`Look and language`} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t`Look`}</MenuGroupHeader>
            <MenuItemRadio name="theme" value="system">{t`As the system`}</MenuItemRadio>
            <MenuItemRadio name="theme" value="light">{t`Light`}</MenuItemRadio>
            <MenuItemRadio name="theme" value="dark">{t`Dark`}</MenuItemRadio>
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t`Language`}</MenuGroupHeader>
            {Object.entries(languages).map(([tag, label]) => (
              <MenuItemRadio key={tag} name="language" value={tag} lang={tag}>
                {label}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Account({ me: { user } }: { me: Me }): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          // Without initials: a text that is seen has to be part of the button's name.
          icon={<Avatar size={28} color="brand" aria-hidden />}
          aria-label={t`Account of ${user.userName}`}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <Text weight="semibold" className={styles.name}>
            {user.name}
          </Text>
          {user.name !== user.userName && <Text className={styles.account}>{user.userName}</Text>}
        </div>
        <MenuDivider />
        <MenuList>
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut(queries)}>{t`Sign out`}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
