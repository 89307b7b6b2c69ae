import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode } from 'react';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** Buttons beside each other, or below each other where there is no room. */
export function Buttons({ children }: { children: ReactNode }): ReactElement {
  return <div className={useStyles().buttons}>{children}</div>;
}
