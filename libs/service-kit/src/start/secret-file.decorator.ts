import { IsString } from 'class-validator';

const settings = new Map<object, string[]>();

/** A setting with the file of a secret that all instances of the service have to share; a start compares it with the others'. */
export function SecretFile(): PropertyDecorator {
  return (target, setting) => {
    IsString()(target, setting);
    settings.set(target, [...(settings.get(target) ?? []), setting as string]);
  };
}

/** Each such setting of a configuration, and the file that it names, if it names one. */
export function secretFilesOf(config: object): { setting: string; file: string }[] {
  const found: { setting: string; file: string }[] = [];
  for (let type: object | null = config; type; type = Object.getPrototypeOf(type) as object | null) {
    for (const setting of settings.get(type) ?? []) {
      const file = (config as Record<string, string | undefined>)[setting];
      if (file !== undefined) found.push({ setting, file });
    }
  }
  return found;
}
