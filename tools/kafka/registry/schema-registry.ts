import { Failure } from '../../process/program.ts';

/** What is published: the schema of a message, or the document of all. */
export interface Published {
  /** Its id in the registry: the CloudEvents type of the message. */
  id: string;
  type: 'JSON' | 'ASYNCAPI';
  content: string;
}

export interface PublishedVersion {
  version: string;
  /** Whether the registry did not have it. */
  isNew: boolean;
}

const TIMEOUT_MS = 10_000;

/** An Apicurio Registry 3, by its REST API. */
export class SchemaRegistry {
  readonly #url: string;
  readonly #group: string;
  readonly #token: string | undefined;

  /**
   * @param url of the API, such as `http://localhost:8081/apis/registry/v3`
   * @param token of a user or an application that may write there, where the registry asks for one
   */
  constructor(url: string, group: string, token?: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#group = group;
    this.#token = token;
  }

  /** @throws Failure where no registry answers */
  async assertThere(): Promise<void> {
    const { status, body } = await this.#call('GET', '/system/info');
    if (status !== 200 || typeof body?.['version'] !== 'string')
      throw new Failure(`${this.#url} is no Apicurio Registry 3: it answers ${status} to /system/info.`);
  }

  /**
   * Adds a version, unless the registry has one with the same content.
   * @throws Failure for what it refuses
   */
  async publish({ id, type, content }: Published): Promise<PublishedVersion> {
    const latest = await this.#call('GET', `${this.#path(id)}/versions/branch=latest`);
    const before = latest.status === 200 ? String(latest.body?.['version']) : undefined;
    const artifact = {
      artifactId: id,
      artifactType: type,
      name: id,
      firstVersion: { content: { content, contentType: 'application/json' } },
    };
    const query = 'ifExists=FIND_OR_CREATE_VERSION';
    const { status, body } = await this.#call('POST', `/groups/${this.#encodedGroup}/artifacts?${query}`, artifact);
    const version = (body?.['version'] as Record<string, unknown> | undefined)?.['version'];
    if (status !== 200 || typeof version !== 'string')
      throw new Failure(`The registry refuses ${id}: ${[status, body?.['title']].join(' ').trim()}`);
    return { version, isNew: before === undefined || Number(version) > Number(before) };
  }

  get #encodedGroup(): string {
    return encodeURIComponent(this.#group);
  }

  #path(id: string): string {
    return `/groups/${this.#encodedGroup}/artifacts/${encodeURIComponent(id)}`;
  }

  async #call(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> | undefined }> {
    const headers = {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(this.#token && { authorization: `Bearer ${this.#token}` }),
    };
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await answer.text();
      return { status: answer.status, body: parsed(text) };
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      throw new Failure(
        `No registry answers at ${this.#url}: ${cause?.code ?? message}. Start one, or set REGISTRY_URL.`,
      );
    }
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
