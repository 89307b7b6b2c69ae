import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement, type ReactNode } from 'react';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** Buttons beside each other, or below each other where there is no room. */
export function Buttons({ children }: { children: ReactNode }): ReactElement {
  return <div className={useStyles().buttons}>{children}</div>;
}

/** Takes a text to the clipboard, and says so. */
export function CopyButton({ text }: { text: string }): ReactElement {
  const { t } = useLingui();
  const [copied, setCopied] = useState<string>();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <Button icon={<CopyRegular />} onClick={() => void copy()}>
      {copied === text ? t`Copied` : t`Copy to clipboard`}
    </Button>
  );
}
