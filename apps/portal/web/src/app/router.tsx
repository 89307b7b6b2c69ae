import { type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { NotFoundPage, PageProblem } from '../components/page-states';
import { meQuery, signInAddress } from './session';
import { Shell } from './shell';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Shell });

/** Pages for whoever is signed in; others sign in first, and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context: { queries }, location }) => {
    const me = await queries.ensureQueryData(meQuery);
    // oxlint-disable-next-line typescript/only-throw-error -- The way of the router.
    if (!me) throw redirect({ href: signInAddress(location.href), reloadDocument: true });
    return { me };
  },
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/welcome/welcome-page'), 'WelcomePage'),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/app/home',
  component: lazyRouteComponent(() => import('../pages/home/home-page'), 'HomePage'),
});

const routeTree = root.addChildren([welcome, inside.addChildren([home])]);

// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error }) => <PageProblem error={error} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
