import { type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { enrollmentMpn, enrollmentSignInToDirectory } from '../../api/generated/sdk.gen';
import { ChooseMpnId } from './choose-mpn-id';

/** The number of a company that enrols. */
export function MpnId({ onSaved }: { onSaved: () => void }): ReactElement {
  return (
    <ChooseMpnId
      signIn={(body, headers) => answered(enrollmentSignInToDirectory({ headers, body }))}
      associate={(mpnId, headers) => answered(enrollmentMpn({ headers, body: { mpnId } }))}
      changes={[['enrolment']]}
      onSaved={onSaved}
    />
  );
}
