import { useLingui } from '@lingui/react/macro';

/** What an error means, in a few words. */
export function useCauses(): (cause: string) => string {
  const { t } = useLingui();
  const ofMessages: Record<string, string> = {
    MalformedEventError: t`It cannot be read`,
    InvalidPayloadError: t`Its fields are wrong`,
    UnknownVersionError: t`Its version is not known`,
    UnknownCommandError: t`The service does not take it`,
  };
  return (cause) => ofMessages[cause] ?? t`The service failed on it`;
}
