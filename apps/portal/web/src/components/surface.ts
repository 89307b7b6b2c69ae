import { tokens } from '@fluentui/react-components';

/** What stands out of the page, as a card does. Fluent's own card brings what makes cards selectable, which is a third of a page. */
export const surface = {
  boxSizing: 'border-box',
  borderRadius: tokens.borderRadiusMedium,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  boxShadow: tokens.shadow4,
} as const;
