import { Document, Footer, HeadingLevel, Packer, Paragraph } from 'docx';
import { agreementNames, type AgreementDocument } from './document-links.js';
import { countryName } from './mca-countries.js';

const clauses = {
  customer: [
    'Sample of a first clause: the customer uses the services that it ordered, and pays for them.',
    'Sample of a second clause: the customer signs in and accepts, or a partner confirms that it did.',
  ],
  partner: [
    'Sample of a first clause: the partner sells the services to customers of its region, and looks after them.',
    'Sample of a second clause: a Global admin of the partner signs, once for the company.',
  ],
};

/** What a sample says: its heading, its title, which is in the properties of the document, and its paragraphs. */
export function sampleText({ agreement, templateId, country, language }: AgreementDocument): {
  heading: string;
  title: string;
  paragraphs: string[];
} {
  const name = agreementNames[agreement];
  const heading = `SAMPLE: ${name}`;
  const place = `${countryName(country)} (${country})`;
  return {
    heading,
    title: `${heading}, ${place}, ${language}`,
    paragraphs: [
      `This is a sample. It is not the ${name}, and it binds nobody. The operator of this installation replaces it with the text that is in force.`,
      `Country: ${place}. Language: ${language}. Template: ${templateId}.`,
      ...clauses[agreement],
    ],
  };
}

/** A Word document in the place of the agreement. */
export function sampleDocument(document: AgreementDocument): Promise<Buffer> {
  const { heading: text, title, paragraphs } = sampleText(document);
  const footer = new Footer({ children: [new Paragraph('SAMPLE')] });
  const heading = new Paragraph({ text, heading: HeadingLevel.TITLE });
  const children = [heading, ...paragraphs.map((paragraph) => new Paragraph(paragraph))];
  const sections = [{ footers: { default: footer }, children }];
  return Packer.toBuffer(new Document({ title, creator: 'Two Tier', lastModifiedBy: 'Two Tier', sections }));
}
