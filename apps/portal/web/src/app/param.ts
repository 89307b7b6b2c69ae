import { useParams } from '@tanstack/react-router';

/** A part of the address, as the route of the page names it. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  return params[name] ?? '';
}
