import { Button, Link, type ButtonProps } from '@fluentui/react-components';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, type ReactElement, type Ref } from 'react';

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };
type ButtonAnchorProps = AnchorProps & Pick<ButtonProps, 'appearance' | 'icon' | 'size'>;

function Anchor(props: AnchorProps): ReactElement {
  return <Link {...props} as="a" />;
}

function ButtonAnchor(props: ButtonAnchorProps): ReactElement {
  return <Button {...props} as="a" />;
}

/** A link to another page of the portal. */
export const AppLink = createLink(Anchor);

/** The same, with the look of a button. */
export const AppButton = createLink(ButtonAnchor);

/** A link that leaves the pages: to sign in, or to another site. */
export function ButtonLink(props: ButtonAnchorProps): ReactElement {
  return <Button {...props} as="a" />;
}
