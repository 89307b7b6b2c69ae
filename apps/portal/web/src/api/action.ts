import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { Problem } from './problem';

/** Names one intent: the same request once more gets the answer of the first. */
export type Intent = Record<'ms-requestid', string>;

export interface Action<Input> {
  /** @param onDone called once that is done, unless what has started it is gone from the page by then */
  start: (input: Input, onDone?: () => void) => void;
  isRunning: boolean;
  error: unknown;
  forget: () => void;
}

/**
 * Something that somebody does once, however often they click: what was not answered is repeated under the same id.
 * @param options.changes what has to be read anew afterwards
 */
export function useAction<Input, Answer>(
  run: (input: Input, intent: Intent) => Promise<Answer>,
  { changes = [], onDone }: { changes?: QueryKey[]; onDone?: (answer: Answer, input: Input) => void } = {},
): Action<Input> {
  const queries = useQueryClient();
  const intent = useRef<string>(undefined);
  const isRunning = useRef(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (input: Input) => {
      intent.current ??= crypto.randomUUID();
      return run(input, { 'ms-requestid': intent.current });
    },
    onSuccess: async (answer, input) => {
      intent.current = undefined;
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDone?.(answer, input);
    },
    onSettled: () => {
      isRunning.current = false;
    },
    onError: (failure) => {
      // What was refused was not done: the next attempt is another intent.
      if (!(failure instanceof Problem && failure.mayPass)) intent.current = undefined;
    },
  });
  const start = (input: Input, onStarterDone?: () => void): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutate(input, { onSuccess: () => onStarterDone?.() });
  };
  // What is running goes on, whoever looks away meanwhile.
  const forget = (): void => {
    if (!isRunning.current) reset();
  };
  return { start, isRunning: isPending, error, forget };
}
