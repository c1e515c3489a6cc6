// The letter for Typst: paragraphs optimised as a whole, punctuation hanging, letters spaced a
// little to spare the word spaces.
import { languageOf, setting } from './setting.mjs';

const escaped = (text) => text.replace(/[\\#$*_`<>@~=/[\]]/g, '\\$&');

function subtag(tag) {
  const { country } = languageOf(tag);
  return `lang: "${tag.split('-')[0]}", region: "${country}"`;
}

function paragraph({ language, text }, letter) {
  if (language === letter.language) return escaped(text);
  const { face } = languageOf(language);
  const top = setting.size + (face.leading - 1) * setting.leading / 2;
  const bottom = setting.leading * face.leading - top;
  return `#[#set text(${subtag(language)}, font: "${face.family}", size: ${setting.size * face.scale}pt,` +
    ` top-edge: ${top}pt, bottom-edge: -${bottom}pt)\n${escaped(text)}]`;
}

export function typstInput(letter) {
  const { size, leading, space, margin, top, bottom, titleSize } = setting;
  const { face } = languageOf(letter.language);
  const lines = (parts) => parts.map(escaped).join(' \\\n');
  return `#set page(width: 210mm, height: 297mm, margin: (x: ${margin}pt, top: ${top}pt, bottom: ${bottom}pt))
#set text(${subtag(letter.language)}, font: "${face.family}", size: ${size}pt, hyphenate: true,
  top-edge: ${size}pt, bottom-edge: -${leading - size}pt)
#set par(justify: true, linebreaks: "optimized", leading: 0pt, spacing: ${space}pt,
  justification-limits: (tracking: (min: -0.01em, max: 0.02em)))
#[#set par(justify: false)
${lines(letter.to)}

#text(size: ${titleSize}pt, hyphenate: false)[${escaped(letter.title)}]

${escaped(letter.salutation)}]

${letter.body.map((block) => paragraph(block, letter)).join('\n\n')}

#[#set par(justify: false)
${escaped(letter.closing)}

#v(${2 * leading}pt)
#grid(columns: (1fr, 1fr), ${letter.signatories
    .map(({ name, title, division }) => `[*${escaped(name)}* \\\n${lines([title, division])}]`)
    .join(', ')})]
`;
}
