import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './app/base.css';
import { App } from './app/app';
import { chooseLanguage, preferredLanguage } from './app/language';
import { makeQueryClient } from './app/queries';
import { loadPage, makeRouter } from './app/router';
import { meQuery } from './app/session';

const root = document.getElementById('root');
const queries = makeQueryClient();
const router = makeRouter(queries);
// Side by side: one after the other each would wait for the network once more. What goes wrong here, the page says.
void queries.prefetchQuery(meQuery);
loadPage(router);
await chooseLanguage(preferredLanguage(window.location.pathname));
if (root)
  createRoot(root).render(
    <App>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </App>,
  );
