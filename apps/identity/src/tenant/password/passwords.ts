import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, hashSync, verify } from '@node-rs/argon2';
import { OneTimePasswords } from './one-time-passwords.js';
import { type User } from '../tenant.js';

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;
const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u];
/** A name of one or two characters is in too many passwords to mean anything. */
const MIN_NAME_LENGTH = 3;

/** Passwords are stored as hashes alone (argon2id, with the library's defaults, which are OWASP's). */
@Injectable()
export class Passwords {
  /** Checked when there is nothing to check, so that the time tells nobody which accounts exist. */
  private readonly nobodys = hashSync(randomBytes(32));

  constructor(private readonly oneTime: OneTimePasswords) {}

  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** Whether the user signs in with this password. Takes as long for no user, and for one without a credential. */
  async verify(user: User | undefined, password: string): Promise<boolean> {
    const credential = user?.credential;
    if (credential && 'passwordHash' in credential) return verify(credential.passwordHash, password);
    await verify(this.nobodys, password);
    return credential !== undefined && this.oneTime.matches(credential.nonce, password);
  }
}

/** What is wrong with a password that a user chose, as sentences; by the rules of Microsoft Entra ID. */
export function passwordFaults(password: string, userName: string): string[] {
  const faults: string[] = [];
  if (password.length < MIN_LENGTH || password.length > MAX_LENGTH) {
    faults.push(`The password must have ${MIN_LENGTH} to ${MAX_LENGTH} characters.`);
  }
  if (kinds.filter((kind) => kind.test(password)).length < 3) {
    faults.push(
      'The password must have three of these: lower case letters, upper case letters, digits, other characters.',
    );
  }
  if (userName.length >= MIN_NAME_LENGTH && password.toLowerCase().includes(userName.toLowerCase())) {
    faults.push('The password must not contain the user name.');
  }
  return faults;
}
