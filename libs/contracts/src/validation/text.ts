import { Transform } from 'class-transformer';
import { registerDecorator, type ValidationArguments } from 'class-validator';

/** What a text has to be, beside well-formed, visible and without control characters. Lengths are in code points. */
export interface TextRule {
  max: number;
  min?: number;
  /** Whether it may have line breaks and tabs, as a message to somebody has. */
  hasLines?: boolean;
  /** Whether it is a list of such texts. */
  each?: boolean;
}

/** Also what ends a line or a paragraph, and what turns the direction of the text around it. */
const forbidden = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const forbiddenBesideLines = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const loneSurrogate = /\p{Cs}/u;
const visible = /[^\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * A text that somebody wrote: read in NFC without blanks around it. An empty one is absent, so that it is refused where the
 * field is required and left out where it is optional.
 */
export function Text(rule: TextRule): PropertyDecorator {
  const fault = rule.each ? listFault : (value: unknown) => textFault(value, rule);
  function listFault(value: unknown): string | undefined {
    if (!Array.isArray(value)) return 'must be a list of strings';
    const faults = value.map((item: unknown) => textFault(item, rule));
    const index = faults.findIndex(Boolean);
    return index < 0 ? undefined : `${index} ${faults[index]}`;
  }
  return (target, property) => {
    Transform(({ value }) => read(value), { toClassOnly: true })(target, property);
    registerDecorator({
      name: 'isText',
      target: target.constructor,
      propertyName: String(property),
      constraints: [rule],
      options: {
        message: ({ property, value }: ValidationArguments) => sentence(property, fault(value)),
        context: { schema: { minLength: rule.min ?? 1, maxLength: rule.max } },
      },
      validator: { validate: (value: unknown) => fault(value) === undefined },
    });
  };
}

/** A text as it is kept and told: in NFC, without blanks around it. */
export function normalText(text: string): string {
  return text.normalize('NFC').trim();
}

/**
 * What texts are searched and compared by: the same in every casing and in both Unicode forms. The language has no case
 * folding of its own; lower, upper and lower case again, of each character alone, is the full one (`ẞ` is `ss`, `ς` is `σ`).
 */
export function foldedText(text: string): string {
  return lowerCase(lowerCase(text.normalize('NFC')).toUpperCase()).normalize('NFC');
}

/** What is wrong with a text that was read, as the end of a sentence that begins with its name. */
export function textFault(value: unknown, { max, min = 1, hasLines = false }: TextRule): string | undefined {
  if (value === undefined || value === null) return 'is required';
  if (typeof value !== 'string') return 'must be a string';
  if (loneSurrogate.test(value)) return 'must be well-formed Unicode: it has half of a surrogate pair';
  const [found] = (hasLines ? forbiddenBesideLines : forbidden).exec(value) ?? [];
  if (found) return `must not have control characters such as ${codePoint(found)}`;
  if (!visible.test(value)) return 'must not be blank';
  const length = [...value].length;
  if (length >= min && length <= max) return undefined;
  return `must have ${min > 1 ? `${min} to ${max}` : `at most ${max}`} characters: it has ${length}`;
}

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => read(item) ?? null);
  if (typeof value !== 'string' || loneSurrogate.test(value)) return value;
  return normalText(value) || undefined;
}

function sentence(property: string, fault = ''): string {
  return /^\d/.test(fault) ? `${property}.${fault}` : `${property} ${fault}`;
}

/** `toLowerCase` looks at what stands beside a sigma; what is folded may be the beginning of a text. */
function lowerCase(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join('');
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
