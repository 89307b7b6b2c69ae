import { useParams, useSearch } from '@tanstack/react-router';

/** A part of the address, as the route of the page names it. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  return params[name] ?? '';
}

/** What the address says after its `?`; empty if it does not name it. */
export function useSearchText(name: string): string {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const value = search[name];
  return typeof value === 'string' ? value : '';
}
