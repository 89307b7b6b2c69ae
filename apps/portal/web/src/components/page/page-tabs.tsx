import { makeStyles, tokens } from '@fluentui/react-components';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, type ReactElement, type ReactNode, type Ref } from 'react';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', margin: 0, padding: 0, listStyleType: 'none' },
  tab: {
    display: 'block',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalMNudge}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1Hover },
    '::after': {
      content: '""',
      display: 'block',
      height: tokens.strokeWidthThicker,
      marginBottom: `calc(-1 * ${tokens.spacingVerticalM})`,
      marginTop: `calc(${tokens.spacingVerticalM} - ${tokens.strokeWidthThicker})`,
      borderRadius: tokens.borderRadiusCircular,
    },
    ':hover::after': { backgroundColor: tokens.colorNeutralStroke1Hover },
    '&[aria-current=page]': { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
    '&[aria-current=page]::after': { backgroundColor: tokens.colorCompoundBrandStroke },
  },
});

/**
 * The parts of a page, of which one is shown. Each has an address, so these are links; Fluent's own tabs, which are for parts
 * without one, also put elements into the page that can be focused and that nobody is told of.
 * @param label what they are parts of, for whoever does not see them
 */
export function PageTabs({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <nav aria-label={label}>
      <ul className={useStyles().list}>{children}</ul>
    </nav>
  );
}

/** One part, by its address. */
export const PageTab = createLink(TabAnchor);

function TabAnchor(props: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }): ReactElement {
  return (
    <li>
      <a {...props} className={useStyles().tab} />
    </li>
  );
}
