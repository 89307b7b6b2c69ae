import { useEffect, useEffectEvent } from 'react';

/** Ctrl+K, on a Mac Cmd+K; not while a dialog is open, which is answered first. */
export function useShortcut(onPress: () => void): void {
  const pressed = useEffectEvent(onPress);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey))
        return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"][aria-modal="true"]')) pressed();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
