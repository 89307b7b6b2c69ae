import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { BaseConfig, Lifecycle, loadConfig, RefusalFilter, ServiceInstances, TokenVerifier } from '#lib/service-kit';
import { GatewayConfig } from './gateway.config.js';
import { HealthController } from './health.controller.js';
import { Forwarder } from './proxy/forwarder.js';
import { Portal } from './proxy/portal.js';
import { RouteTable } from './proxy/route-table.js';

const config = loadConfig(GatewayConfig);

/** The one app that is exposed: checks the caller, limits, and forwards to the service that owns the path. */
@Module({
  controllers: [HealthController],
  providers: [
    { provide: BaseConfig, useValue: config },
    { provide: GatewayConfig, useValue: config },
    { provide: APP_FILTER, useClass: RefusalFilter },
    Lifecycle,
    ServiceInstances,
    TokenVerifier,
    RouteTable,
    Forwarder,
    Portal,
  ],
})
export class GatewayModule {}
