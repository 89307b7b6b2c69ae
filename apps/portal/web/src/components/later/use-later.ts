import { useRef, useState } from 'react';

/** Code that is loaded when it is first needed; `undefined` until it is there. What could not be loaded is asked for again the next time. */
export function useLater<Code>(load: () => Promise<Code>): [code: Code | undefined, start: () => void] {
  const [loaded, setLoaded] = useState<{ code: Code }>();
  const isLoading = useRef(false);
  const start = (): void => {
    if (loaded || isLoading.current) return;
    isLoading.current = true;
    void load()
      .then((code) => setLoaded({ code }))
      .catch(() => undefined)
      .finally(() => {
        isLoading.current = false;
      });
  };
  return [loaded?.code, start];
}
