import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { createContext, useContext, useEffect, useState } from 'react';

export type ThemeName = 'system' | 'light' | 'dark';

export interface ThemeChoice {
  name: ThemeName;
  isDark: boolean;
  theme: Theme;
  choose: (name: ThemeName) => void;
}

const KEPT_AS = 'theme';
const darkness = window.matchMedia('(prefers-color-scheme: dark)');

export const ThemeContext = createContext<ThemeChoice | undefined>(undefined);

export function useTheme(): ThemeChoice {
  const choice = useContext(ThemeContext);
  if (!choice) throw new Error('There is no theme outside of the app.');
  return choice;
}

/** The theme that was chosen in this browser; else the system's, whenever that changes. */
export function useThemeChoice(): ThemeChoice {
  const [name, setName] = useState(keptName);
  const [systemIsDark, setSystemIsDark] = useState(darkness.matches);
  useEffect(() => {
    const onChange = (event: MediaQueryListEvent): void => setSystemIsDark(event.matches);
    darkness.addEventListener('change', onChange);
    return () => darkness.removeEventListener('change', onChange);
  }, []);
  const isDark = name === 'system' ? systemIsDark : name === 'dark';
  const theme = isDark ? webDarkTheme : webLightTheme;
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    document.body.style.backgroundColor = theme.colorNeutralBackground2;
    document.body.style.margin = '0';
  }, [isDark, theme]);
  const choose = (next: ThemeName): void => {
    localStorage.setItem(KEPT_AS, next);
    setName(next);
  };
  return { name, isDark, theme, choose };
}

function keptName(): ThemeName {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
