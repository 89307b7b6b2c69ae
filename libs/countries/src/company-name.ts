/** Legal forms as they are written without dots and slashes; also their parts, as in `GmbH & Co. KG`. */
const legalForms = new Set([
  ...[
    'ltd',
    'limited',
    'inc',
    'incorporated',
    'corp',
    'corporation',
    'co',
    'company',
    'llc',
    'llp',
    'lp',
    'plc',
    'pty',
  ],
  ...[
    'pvt',
    'private',
    'pte',
    'sdn',
    'bhd',
    'tbk',
    'gmbh',
    'ag',
    'kg',
    'kgaa',
    'ug',
    'ohg',
    'gbr',
    'ev',
    'eg',
    'ek',
    'se',
  ],
  ...[
    'sa',
    'sas',
    'sasu',
    'sarl',
    'eurl',
    'snc',
    'srl',
    'srls',
    'spa',
    'sl',
    'slu',
    'sc',
    'de',
    'cv',
    'lda',
    'ltda',
    'eireli',
  ],
  ...[
    'nv',
    'bv',
    'bvba',
    'vof',
    'ab',
    'hb',
    'as',
    'asa',
    'aps',
    'oy',
    'oyj',
    'ou',
    'oü',
    'sia',
    'uab',
    'kft',
    'zrt',
    'nyrt',
    'bt',
  ],
  ...[
    'sro',
    'doo',
    'dd',
    'ad',
    'ood',
    'eood',
    'ead',
    'sp',
    'z',
    'oo',
    'zoo',
    'spzoo',
    'spk',
    'ooo',
    'oao',
    'zao',
    'pao',
    'ao',
  ],
  ...['jsc', 'ojsc', 'cjsc', 'pjsc', 'kk', 'gk', 'ооо', 'оао', 'зао', 'пао', 'ао', 'тоо', 'тов', 'ип'],
  ...['株式会社', '有限会社', '合同会社', '有限公司', '股份有限公司', '有限责任公司', '주식회사', '유한회사'],
]);

/**
 * Why Partner Center does not take a name for a company's, as the end of a sentence that begins with the field's name:
 * it has one character, nothing but symbols, or nothing but a legal form such as `Ltd.`.
 */
export function companyNameFault(name: string): string | undefined {
  const trimmed = name.trim();
  if ([...trimmed].length < 2) return 'must have more than one character.';
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return 'must not consist of symbols only.';
  return isLegalForm(trimmed) ? 'must not consist of a legal form only: name the company.' : undefined;
}

function isLegalForm(name: string): boolean {
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s&+,-]/gu, '');
  const words = folded.split(/[\s&+,-]+/u).filter(Boolean);
  return words.every((word) => legalForms.has(word)) || legalForms.has(folded.replace(/\s/g, ''));
}
