import {
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
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { chooseLanguage, keepLanguage, languageNames, languagesOf, type Language } from '../language';
import { signOut, type Me } from '../session';
import { useTheme, type ThemeName } from '../theme';

const useStyles = makeStyles({
  who: { display: 'grid', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, maxWidth: '18rem' },
  name: { overflowWrap: 'anywhere' },
  account: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
});

/** What the buttons of the bar open, at once: it is loaded when somebody has clicked. */
export function PreferencesMenu({ trigger }: { trigger: ReactElement }): ReactElement {
  const { t, i18n } = useLingui();
  const { name, choose } = useTheme();
  const { pathname } = useLocation();
  const onChange: MenuProps['onCheckedValueChange'] = (_, { name: menu, checkedItems: [item = ''] }) => {
    if (menu === 'theme') choose(item as ThemeName);
    else {
      keepLanguage(item as Language);
      void chooseLanguage(item as Language);
    }
  };
  return (
    <Menu defaultOpen checkedValues={{ theme: [name], language: [i18n.locale] }} onCheckedValueChange={onChange}>
      <MenuTrigger disableButtonEnhancement>{trigger as never}</MenuTrigger>
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
            {languagesOf(pathname).map((tag) => (
              <MenuItemRadio key={tag} name="language" value={tag} lang={tag}>
                {languageNames[tag]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

export function AccountMenu({ trigger, me: { user } }: { trigger: ReactElement; me: Me }): ReactElement {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  return (
    <Menu defaultOpen>
      <MenuTrigger disableButtonEnhancement>{trigger as never}</MenuTrigger>
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
