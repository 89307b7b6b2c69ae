import { FluentProvider, RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { type ReactElement, type ReactNode } from 'react';
import { ThemeContext, useThemeChoice } from './theme';

/** The styles that are made here are allowed by the nonce that came with the document. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

/** What pages are shown in: their theme, and their language. */
export function App({ children }: { children: ReactNode }): ReactElement {
  const theme = useThemeChoice();
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme.theme}>
        <ThemeContext value={theme}>
          <I18nProvider i18n={i18n}>{children}</I18nProvider>
        </ThemeContext>
      </FluentProvider>
    </RendererProvider>
  );
}
