import { registerDecorator } from 'class-validator';
import { parse } from 'tldts';

/** A text in which no mail program finds anything to click: no URL, host name or e-mail address. */
export function hasNoLinks(text: string): boolean {
  return !/:\/\/|\bwww\.|\S@\S|\b(mailto|tel|javascript|data):/i.test(text) && !hostsIn(text).some(isPublicHost);
}

/** Validates such a text. */
export function HasNoLinks(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'hasNoLinks',
      target: target.constructor,
      propertyName: String(property),
      options: { message: '$property must not hold links, host names or e-mail addresses: the mail has its own link' },
      validator: { validate: (value: unknown) => typeof value === 'string' && hasNoLinks(value) },
    });
}

function hostsIn(text: string): string[] {
  return text.normalize('NFKC').match(/[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu) ?? [];
}

function isPublicHost(host: string): boolean {
  const { isIcann, isPrivate, isIp } = parse(host);
  return Boolean(isIp || isIcann || isPrivate);
}
