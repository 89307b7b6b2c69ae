import { Link } from '@fluentui/react-components';
import { type ReactElement } from 'react';

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

/** A text whose addresses can be followed. */
export function WithLinks({ text }: { text: string }): ReactElement {
  return (
    <>
      {text.split(LINK).map((part, index) =>
        LINK.test(part) ? (
          <Link key={index} href={part} inline>
            {part}
          </Link>
        ) : (
          part
        ),
      )}
    </>
  );
}
