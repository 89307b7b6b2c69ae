import { type PartnerError } from '#lib/partner-api';
import { companyEmail, emailAddress } from './company-email.js';

const refusal = (email: string): string => {
  try {
    companyEmail('email', email);
    return 'accepted';
  } catch (error) {
    return (error as PartnerError).description;
  }
};

it.each([
  ['Gmail', 'ana@gmail.com'],
  ['Yahoo Mail', 'ana@yahoo.com'],
  ['Yahoo Mail of a country', 'ana@yahoo.co.uk'],
  ['Yahoo Mail of a country that no list names', 'ana@yahoo.com.uy'],
  ['iCloud Mail', 'ana@icloud.com'],
  ['iCloud Mail under its older names', 'ana@me.com'],
  ['iCloud Mail under its older names', 'ana@mac.com'],
  ['AOL Mail', 'ana@aol.com'],
  ['Outlook Mail', 'ana@outlook.com'],
  ['Outlook Mail of a country', 'ana@outlook.com.br'],
  ['Hotmail', 'ana@hotmail.fr'],
  ['Live', 'ana@live.nl'],
  ['MSN', 'ana@msn.com'],
  ['GMX', 'ana@gmx.de'],
  ['web.de', 'ana@web.de'],
  ['Yandex', 'ana@yandex.ru'],
  ['QQ', '12345@qq.com'],
  ['Proton', 'ana@proton.me'],
  ['Tuta', 'ana@tutanota.de'],
  ['Fastmail', 'ana@fastmail.com'],
  ['Posteo', 'ana@posteo.net'],
  ['addresses for ten minutes', 'ana@mailinator.com'],
  ['any casing', 'Ana@GMail.COM'],
  ['a sub-domain', 'ana@mail.yahoo.com'],
  ['a deep sub-domain', 'ana@a.b.gmail.com'],
  ['plus-addressing', 'ana+contoso.com@gmail.com'],
  ['a quoted local part with an at-sign', '"ana@contoso.com"@gmail.com'],
  ['a dot at the end', 'ana@gmail.com.'],
  ['blanks around', '  ana@gmail.com '],
  ['full-width letters', 'ana@ｇｍａｉｌ.com'],
  ['full-width dots', 'ana@gmail。com'],
  ['a listed service with an internationalised domain', 'ana@müllmail.com'],
  ['the same as it is written in ASCII', 'ana@xn--mllmail-n2a.com'],
  ['a service whose whole domain is internationalised', 'ana@ЯНДЕКС.рф'],
])('[E4] refuses %s', (_, email) => expect(refusal(email)).toContain('are not accepted'));

it.each([
  ['a company', 'ana@contoso.com', 'ana@contoso.com'],
  ['a company whose name has a brand in it', 'ana@yahoo-partners.com', 'ana@yahoo-partners.com'],
  ['a company of whose sub-domain a brand is the name', 'ana@outlook.contoso.com', 'ana@outlook.contoso.com'],
  ['an internationalised domain', 'ana@bäckerei.de', 'ana@xn--bckerei-5wa.de'],
  ['the same as it is written in ASCII', 'ana@xn--bckerei-5wa.de', 'ana@xn--bckerei-5wa.de'],
  ['capitals in the domain alone', 'Ana@Contoso.COM', 'Ana@contoso.com'],
  ['plus-addressing', 'ana+partner@contoso.com', 'ana+partner@contoso.com'],
])('[E4] accepts the address of %s', (_, email, kept) => expect(companyEmail('email', email)).toBe(kept));

it.each([
  'ana',
  'ana@',
  '@contoso.com',
  'ana@localhost',
  'ana@127.0.0.1',
  'ana@co.uk',
  'ana@xn--a',
  'ana@web.de..',
  'ana silva@contoso.com',
  'ana..silva@contoso.com',
  'Ana <ana@contoso.com>',
  'ana@bo@contoso.com',
  '"ana\r\nBcc: bo"@contoso.com',
  `${'a'.repeat(65)}@contoso.com`,
])('[E4] says that %j is no address', (email) => expect(refusal(email)).toBe('email must be an e-mail address.'));

it('[E4] any address will do where customers find help', () =>
  expect(emailAddress('email', ' Alder.Help@GMail.com ')).toBe('Alder.Help@gmail.com'));
