import { FluentProvider, RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Problem } from '../api/problem';
import { makeRouter } from './router';
import { ThemeContext, useThemeChoice } from './theme';

/** The styles that are made here are allowed by the nonce that came with the document. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

export function App(): ReactElement {
  const theme = useThemeChoice();
  const [queries] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(queries));
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme.theme}>
        <ThemeContext value={theme}>
          <I18nProvider i18n={i18n}>
            <QueryClientProvider client={queries}>
              <RouterProvider router={router} />
            </QueryClientProvider>
          </I18nProvider>
        </ThemeContext>
      </FluentProvider>
    </RendererProvider>
  );
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What was refused is refused again; what is away may be back.
        retry: (count, error) => count < 2 && error instanceof Problem && error.mayPass,
      },
    },
  });
}
