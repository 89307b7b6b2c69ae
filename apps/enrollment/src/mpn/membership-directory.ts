import { type MpnProfile } from '../company/company.js';

/** The directory of the partner network's members: which company profiles there are, and whose they are. */
export interface MembershipDirectory {
  find(mpnId: string): Promise<MpnProfile | undefined>;
  /** The company profiles of a member; undefined when the user name or the password is wrong. */
  signIn(userName: string, password: string): Promise<MpnProfile[] | undefined>;
}

export const MEMBERSHIP_DIRECTORY = Symbol('MembershipDirectory');
