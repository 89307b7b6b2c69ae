/** The instances of a service are tried in turn until one answers. The request's own signal limits the whole. */
export async function fetchFromAny(baseUrls: string[], path: string, options: RequestInit): Promise<Response> {
  let failure: unknown;
  for (const baseUrl of shuffled(baseUrls)) {
    try {
      return await fetch(new URL(path, baseUrl), options);
    } catch (error) {
      failure = error;
      if (options.signal?.aborted) break;
    }
  }
  throw failure;
}

function shuffled<T>(items: T[]): T[] {
  return items.length < 2 ? items : [...items].sort(() => Math.random() - 0.5);
}
