/** Letters and digits, with separators between them. Partner Center's help page: 5 to 22 characters, in all countries. */
const form = /^[\p{L}\p{N}][\p{L}\p{N} ./-]{3,20}[\p{L}\p{N}]$/u;

/** Whether a text can be the number under which a company is registered; which numbers exist, nobody here knows. */
export function isRegistrationNumber(text: string): boolean {
  return form.test(text);
}
