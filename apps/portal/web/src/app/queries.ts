import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What was refused is refused again; what is away may be back.
        retry: (count, error) => count < 2 && error instanceof Problem && error.mayPass,
      },
    },
  });
}
