import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import createRouter, { type HTTPMethod, type HTTPVersion, type Instance } from 'find-my-way';
import { serviceNames, type ServiceName } from '#lib/contracts';
import {
  ANSWER_FORM_EXTENSION,
  API_DOCUMENT_PATH,
  askAny,
  RATE_LIMIT_EXTENSION,
  ServiceInstances,
  type AnswerForm,
} from '#lib/service-kit';
import { notSupportedBy, type NotSupported } from '../partner-center/not-supported.js';
import { mergeDocuments } from './merge-documents.js';

/** An endpoint of the public API, and the service that answers it. */
export interface Route {
  service: ServiceName;
  /** Such as `/v1/customers/{customerId}`. */
  pattern: string;
  needsToken: boolean;
  /** Requests a minute of one caller or address, where the endpoint has a limit of its own. */
  limitPerMinute?: number;
  /** Partner Center's without it. */
  answerForm?: AnswerForm;
}

interface Extensions {
  [RATE_LIMIT_EXTENSION]?: number;
  [ANSWER_FORM_EXTENSION]?: AnswerForm;
}

type Entry = Route | (NotSupported & { pattern: string });
type Router = Instance<HTTPVersion.V1>;

const methods: HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const REFRESH_MS = 15_000;
const FIRST_TRIES_MS = 500;
const DOCUMENT_TIMEOUT_MS = 5_000;

/**
 * Knows which service answers which path, from the OpenAPI documents that the services publish themselves: a new
 * endpoint needs no change here.
 */
@Injectable()
export class RouteTable implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(RouteTable.name);
  private readonly documents = new Map<ServiceName, OpenAPIObject>();
  /** The documents as they came. */
  private readonly texts = new Map<ServiceName, Buffer>();
  private router = newRouter();
  /** What a path is, whatever its method. */
  private paths = newRouter();
  private timer?: NodeJS.Timeout;
  /** The public API as a whole, OpenAPI 3.1. */
  document: OpenAPIObject = mergeDocuments(this.documents);

  constructor(private readonly instances: ServiceInstances) {}

  /** A gateway that starts beside services that run takes no request before it knows their paths. */
  async onModuleInit(): Promise<void> {
    await this.refresh();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  /** Services that have not said yet what they answer. */
  get missing(): ServiceName[] {
    return serviceNames.filter((service) => !this.documents.has(service));
  }

  /** A fixed word in a path is never taken for an id, whichever methods are asked of it. */
  find(method: string, path: string): Route | NotSupported | undefined {
    const found = this.router.find(method as HTTPMethod, path)?.store as Entry | undefined;
    const closest = this.paths.find('GET', path)?.store as string | undefined;
    return found && formOf(found.pattern) === closest ? found : undefined;
  }

  /** The methods that a path takes. */
  methodsOf(path: string): string[] {
    return methods.filter((method) => {
      const found = this.find(method, path);
      return found && !('notSupported' in found);
    });
  }

  private async refresh(): Promise<void> {
    const changed = await Promise.all(serviceNames.map((service) => this.load(service)));
    if (changed.some(Boolean)) this.rebuild();
    this.timer = setTimeout(() => void this.refresh(), this.missing.length > 0 ? FIRST_TRIES_MS : REFRESH_MS);
  }

  private async load(service: ServiceName): Promise<boolean> {
    try {
      const request = { method: 'GET', path: API_DOCUMENT_PATH } as const;
      const { status, body } = await askAny(this.instances.of(service), request, DOCUMENT_TIMEOUT_MS);
      if (status !== 200) throw new Error(`it answers ${status}`);
      if (this.texts.get(service)?.equals(body)) return false;
      this.documents.set(service, JSON.parse(body.toString()) as OpenAPIObject);
      this.texts.set(service, body);
      return true;
    } catch (error) {
      this.logger.debug(`${service} does not say which paths it answers: ${(error as Error).message}`);
      return false;
    }
  }

  private rebuild(): void {
    const router = newRouter();
    const paths = newRouter();
    const add = (method: HTTPMethod, entry: Entry): void => {
      const form = formOf(entry.pattern);
      const path = toRouterPath(entry.pattern);
      // Of two versions that run side by side both may name a path that moves from one service to another.
      if (router.hasRoute(method, path)) {
        this.logger.warn(`Two services answer ${method} ${entry.pattern}; the first one keeps it.`);
        return;
      }
      router.on(method, path, () => undefined, entry);
      if (!paths.hasRoute('GET', form)) paths.on('GET', form, () => undefined, form);
    };
    for (const [service, { paths }] of this.documents) {
      for (const [pattern, operations] of Object.entries(paths)) {
        for (const method of methods) {
          const operation = operations[method.toLowerCase() as 'get'];
          if (!operation) continue;
          const needsToken = (operation.security?.length ?? 0) > 0;
          const { [RATE_LIMIT_EXTENSION]: limitPerMinute, [ANSWER_FORM_EXTENSION]: answerForm } =
            operation as Extensions;
          const route: Route = { service, pattern, needsToken, limitPerMinute, answerForm };
          add(method, route);
        }
      }
    }
    // Words of Partner Center's alone are fixed words, too, such as `usagerecords`.
    for (const { method, path, ...store } of this.missing.length === 0 ? notSupportedBy(this.documents.values()) : []) {
      add(method as HTTPMethod, { pattern: path, ...store });
    }
    this.router = router;
    this.paths = paths;
    this.document = mergeDocuments(this.documents);
  }
}

function newRouter(): Router {
  return createRouter({
    caseSensitive: false,
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    maxParamLength: 512,
  });
}

/** The same for all patterns of one path, whatever they call its ids. */
function formOf(pattern: string): string {
  return pattern.toLowerCase().replace(/\{\w+\}/g, ':id');
}

function toRouterPath(pattern: string): string {
  return pattern.replace(/\{(\w+)\}/g, ':$1');
}
