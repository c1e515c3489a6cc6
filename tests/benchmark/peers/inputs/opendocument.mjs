// The letter for LibreOffice Writer: flat OpenDocument (ODF 1.3).
import { languageOf, languagesIn, setting } from './setting.mjs';

const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const namespaces = {
  office: 'office:1.0', style: 'style:1.0', text: 'text:1.0', fo: 'xsl-fo-compatible:1.0',
  svg: 'svg-compatible:1.0',
};

// A language's attributes come in three kinds: Western, Asian, and complex text layout.
function kindOf({ script }) {
  if (script === 'Han') return '-asian';
  return script === 'Latin' || script === 'Cyrillic' ? '' : '-complex';
}

function textProperties(tag) {
  const language = languageOf(tag);
  const kind = kindOf(language);
  const prefix = kind ? 'style' : 'fo';
  return `<style:text-properties style:font-name${kind}="${language.face.family}"` +
    ` ${prefix}:font-size${kind}="${setting.size * language.face.scale}pt"` +
    ` ${prefix}:language${kind}="${tag.split('-')[0]}" ${prefix}:country${kind}="${language.country}"` +
    ' fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="3"/>';
}

function paragraphStyle(name, properties, text) {
  return `<style:style style:name="${name}" style:family="paragraph">` +
    `<style:paragraph-properties ${properties} fo:margin-bottom="${setting.space}pt"/>${text}</style:style>`;
}

function styleOf(tag) {
  const { face, rtl } = languageOf(tag);
  const properties = [
    `fo:line-height="${setting.leading * face.leading}pt"`,
    'fo:text-align="justify" fo:orphans="2" fo:widows="2"',
    'fo:hyphenation-ladder-count="no-limit" style:punctuation-wrap="hanging"',
    `style:writing-mode="${rtl ? 'rl-tb' : 'lr-tb'}"`,
  ].join(' ');
  return paragraphStyle(`body-${tag}`, properties, textProperties(tag));
}

const plain = (tag, size) => `<style:text-properties style:font-name="${languageOf(tag).face.family}"` +
  ` fo:font-size="${size}pt" fo:language="${tag.split('-')[0]}" fo:country="${languageOf(tag).country}"/>`;

export function opendocumentInput(letter) {
  const { leading, pageWidth, pageHeight, margin, top, bottom, size, titleSize } = setting;
  const start = `fo:line-height="${leading}pt" fo:text-align="start"`;
  const lines = (parts) => parts.map(escaped).join('<text:line-break/>');
  const paragraph = (style, content) => `<text:p text:style-name="${style}">${content}</text:p>`;
  const faces = new Set(languagesIn(letter).map((tag) => languageOf(tag).face.family));
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
  ${Object.entries(namespaces)
    .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}"`)
    .join('\n  ')}>
<office:font-face-decls>
${[...faces].map((name) => `<style:font-face style:name="${name}" svg:font-family="'${name}'"/>`).join('\n')}
</office:font-face-decls>
<office:styles>
${paragraphStyle('plain', start, plain(letter.language, size))}
${paragraphStyle('title', start, plain(letter.language, titleSize))}
</office:styles>
<office:automatic-styles>
${[...new Set([letter.language, ...languagesIn(letter)])].map(styleOf).join('\n')}
<style:page-layout style:name="page"><style:page-layout-properties
  fo:page-width="${pageWidth}pt" fo:page-height="${pageHeight}pt" fo:margin-left="${margin}pt"
  fo:margin-right="${margin}pt" fo:margin-top="${top}pt" fo:margin-bottom="${bottom}pt"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"/></office:master-styles>
<office:body><office:text>
${paragraph('plain', lines(letter.to))}
${paragraph('title', escaped(letter.title))}
${paragraph('plain', escaped(letter.salutation))}
${letter.body.map(({ language, text }) => paragraph(`body-${language}`, escaped(text))).join('\n')}
${paragraph('plain', escaped(letter.closing))}
${letter.signatories
    .map(({ name, title, division }) => paragraph('plain', lines([name, title, division])))
    .join('\n')}
</office:text></office:body>
</office:document>
`;
}
