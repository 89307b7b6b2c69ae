import { type MpnProfileDto } from '../../api/generated/types.gen';

const LINE = /^(\d{1,12})\s*[;\t]\s*(.+?)\s*[;\t]\s*([A-Za-z]{2})\s*(?:[;\t]\s*(inactive)\s*)?$/;

/** The profiles of lines such as `4200001; Aspen Resale; US` or `4200004; Birch Resale; US; inactive`; undefined: a line is none. */
export function profilesIn(text: string): MpnProfileDto[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const profiles = lines.map((line) => LINE.exec(line));
  if (profiles.length === 0 || profiles.includes(null)) return undefined;
  return profiles.map((found) => {
    const [, mpnId = '', companyName = '', country = '', inactive] = found ?? [];
    return { mpnId, companyName, country: country.toUpperCase(), active: inactive === undefined };
  });
}
