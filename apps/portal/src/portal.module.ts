import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { systemClock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { BaseConfig, Lifecycle, loadConfig, RefusalFilter } from '#lib/service-kit';
import { ApiProxy } from './api/api-proxy.js';
import { Gateway } from './api/gateway.js';
import { OperationsController } from './operations.controller.js';
import { PortalConfig } from './portal.config.js';
import { DemoUsers } from './sandbox/demo-users.js';
import { Mailbox } from './sandbox/mailbox.js';
import { RecentRequests } from './sandbox/recent-requests.js';
import { SandboxController } from './sandbox/sandbox.controller.js';
import { Issuer } from './session/issuer.js';
import { SealedCookies } from './session/sealed-cookies.js';
import { SessionController } from './session/session.controller.js';
import { Sessions } from './session/sessions.js';

const config = loadConfig(PortalConfig);
const sandbox = config.hasSandboxCorner
  ? { controllers: [SandboxController], providers: [DemoUsers, Mailbox, RecentRequests] }
  : { controllers: [], providers: [] };

/** Serves the pages, and holds the sessions of the browsers that show them. What pages do, they do by the public API. */
@Module({
  controllers: [OperationsController, SessionController, ...sandbox.controllers],
  providers: [
    { provide: BaseConfig, useValue: config },
    { provide: PortalConfig, useValue: config },
    { provide: CLOCK, useValue: systemClock },
    { provide: APP_FILTER, useClass: RefusalFilter },
    Lifecycle,
    ApiProxy,
    Gateway,
    Issuer,
    SealedCookies,
    Sessions,
    ...sandbox.providers,
  ],
})
export class PortalModule {}
