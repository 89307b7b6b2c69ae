import { type QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router';
import { isSandbox } from '../api/sandbox';
import { NotFoundPage, PageProblem } from '../components/page/page-states';
import { chooseLanguage, preferredLanguage } from './language';
import { pages } from './routes';
import { meQuery, signInAddress } from './session';
import { Shell } from './frame/shell';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Shell,
  beforeLoad: ({ location: { pathname } }) => chooseLanguage(preferredLanguage(pathname)),
});

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

const forAnyone = () => root;
const forSignedIn = () => inside;

const customer = createRoute({
  getParentRoute: forSignedIn,
  path: '/app/customers/$customerId',
  component: pages.customer,
});

const sandbox = createRoute({
  getParentRoute: forAnyone,
  path: '/app/sandbox',
  beforeLoad: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- The way of the router.
    if (!isSandbox) throw notFound();
  },
  component: pages.sandbox,
});

const ofCustomer = () => customer;
const ofSandbox = () => sandbox;

const routeTree = root.addChildren([
  createRoute({ getParentRoute: forAnyone, path: '/', component: pages.welcome }),
  createRoute({ getParentRoute: forAnyone, path: '/app/create-account', component: pages.createAccount }),
  createRoute({ getParentRoute: forAnyone, path: '/app/back', component: pages.back }),
  createRoute({ getParentRoute: forAnyone, path: '/app/providers', component: pages.findProvider }),
  createRoute({ getParentRoute: forAnyone, path: '/verifications/$token', component: pages.verification }),
  createRoute({ getParentRoute: forAnyone, path: '/invitations/$token', component: pages.invitation }),
  createRoute({
    getParentRoute: forAnyone,
    path: '/partnershipinvitations/$token',
    component: pages.partnershipInvitation,
  }),
  createRoute({ getParentRoute: forAnyone, path: '/my/agreement', component: pages.agreement }),
  createRoute({ getParentRoute: forAnyone, path: '/my/partners', component: pages.partners }),
  sandbox.addChildren([
    createRoute({ getParentRoute: ofSandbox, path: '/', component: pages.demoUsers }),
    // The portal itself answers at addresses such as /app/sandbox/mails.
    createRoute({ getParentRoute: ofSandbox, path: 'mailbox', component: pages.mailbox }),
    createRoute({ getParentRoute: ofSandbox, path: 'last-requests', component: pages.requests }),
  ]),
  inside.addChildren([
    createRoute({ getParentRoute: forSignedIn, path: '/app/home', component: pages.home }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/partner-agreement', component: pages.partnerAgreement }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/enrolment', component: pages.enrolment }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/customers', component: pages.customers }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/customers/new', component: pages.addCustomer }),
    createRoute({
      getParentRoute: forSignedIn,
      path: '/app/customers/request',
      component: pages.request,
      validateSearch: ({ provider }): { provider?: string } => (typeof provider === 'string' ? { provider } : {}),
    }),
    customer.addChildren([
      createRoute({ getParentRoute: ofCustomer, path: '/', component: pages.customerAccount }),
      createRoute({ getParentRoute: ofCustomer, path: 'subscriptions', component: pages.subscriptions }),
      createRoute({ getParentRoute: ofCustomer, path: 'orders', component: pages.orders }),
      createRoute({ getParentRoute: ofCustomer, path: 'users', component: pages.customerUsers }),
      createRoute({ getParentRoute: ofCustomer, path: 'licences', component: pages.licences }),
    ]),
    createRoute({ getParentRoute: forSignedIn, path: '/app/partnerships', component: pages.partnerships }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/invitations', component: pages.invitations }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/users', component: pages.users }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/company', component: pages.company }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/applications', component: pages.applications }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/applications/$appId', component: pages.application }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/webhooks', component: pages.webhooks }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/activity', component: pages.activity }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/enrolments', component: pages.enrolments }),
    createRoute({
      getParentRoute: forSignedIn,
      path: '/app/operator/enrolments/$id',
      component: pages.enrolmentReview,
    }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/partners', component: pages.operatorPartners }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/partners/$id', component: pages.operatorPartner }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/directory', component: pages.directory }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/hold', component: pages.hold }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/mails', component: pages.operatorMails }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/dead-letters', component: pages.deadLetters }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/dead-letters/$id', component: pages.deadLetter }),
    createRoute({ getParentRoute: forSignedIn, path: '/app/operator/consumers', component: pages.consumers }),
  ]),
]);

// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- What it is follows from the routes.
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error }) => <PageProblem error={error} />,
    scrollRestoration: true,
  });
}

/** Begins to load the code of the page that the address names, and of the part of it. */
export function loadPage(router: ReturnType<typeof makeRouter>): void {
  const matches = router.matchRoutes(router.latestLocation as ParsedLocation<object>) as { routeId: string }[];
  const routes = router.routesById as Record<string, AnyRoute | undefined>;
  for (const { routeId } of matches) {
    const route = routes[routeId];
    // Whoever then needs it and does not get it tells of that.
    if (route) void router.loadRouteChunk(route)?.catch(() => undefined);
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
