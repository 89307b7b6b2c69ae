import { Select, type SelectProps } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';

interface Props<Status extends string> extends Omit<SelectProps, 'value' | 'onChange'> {
  /** Empty: all. */
  value: Status | '';
  onPick: (status: Status | '') => void;
  /** What each status is called. */
  names: Record<Status, string>;
}

/** Narrows a list to what has one status. */
export function StatusSelect<Status extends string>({ value, onPick, names, ...select }: Props<Status>): ReactElement {
  const { t } = useLingui();
  return (
    <Select {...select} value={value} onChange={(_, picked) => onPick(picked.value as Status | '')}>
      <option value="">{t`All`}</option>
      {Object.entries<string>(names).map(([status, name]) => (
        <option key={status} value={status}>
          {name}
        </option>
      ))}
    </Select>
  );
}
