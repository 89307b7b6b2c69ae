import { Document, Footer, HeadingLevel, Packer, Paragraph } from 'docx';
import { type AgreementDocument } from './document-links.js';
import { countryName } from './mca-countries.js';

const HEADING = 'SAMPLE: Microsoft Customer Agreement';

/** What a sample says: its title, which is in the properties of the document, and its paragraphs. */
export function sampleText({ templateId, country, language }: AgreementDocument): {
  title: string;
  paragraphs: string[];
} {
  const place = `${countryName(country)} (${country})`;
  return {
    title: `${HEADING}, ${place}, ${language}`,
    paragraphs: [
      'This is a sample. It is not the Microsoft Customer Agreement, and nobody is bound by it. The operator of this installation puts the text that is in force in its place.',
      `Country: ${place}. Language: ${language}. Template: ${templateId}.`,
      'Sample of a first clause: the customer uses the services that it ordered, and pays for them.',
      'Sample of a second clause: the customer accepts by itself after signing in, or a partner confirms that it did.',
    ],
  };
}

/** A Word document in the place of the agreement. */
export function sampleDocument(document: AgreementDocument): Promise<Buffer> {
  const { title, paragraphs } = sampleText(document);
  const footer = new Footer({ children: [new Paragraph('SAMPLE')] });
  const heading = new Paragraph({ text: HEADING, heading: HeadingLevel.TITLE });
  const children = [heading, ...paragraphs.map((text) => new Paragraph(text))];
  const sections = [{ footers: { default: footer }, children }];
  return Packer.toBuffer(new Document({ title, creator: 'Two Tier', lastModifiedBy: 'Two Tier', sections }));
}
