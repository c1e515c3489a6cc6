// The letter for WeasyPrint: HTML and CSS.
import { languageOf, languagesIn, setting } from './setting.mjs';

const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function rule(tag) {
  const { face, rtl } = languageOf(tag);
  return `:lang(${tag}) { font-family: "${face.family}"; font-size: ${setting.size * face.scale}pt; ` +
    `line-height: ${setting.leading * face.leading}pt;${rtl ? ' direction: rtl;' : ''} }`;
}

function paragraph({ language, text }) {
  const direction = languageOf(language).rtl ? ' dir="rtl"' : '';
  return `<p lang="${language}"${direction}>${escaped(text)}</p>`;
}

export function htmlInput(letter) {
  const { space, margin, top, bottom, titleSize, leading } = setting;
  const lines = (parts) => parts.map(escaped).join('<br>');
  return `<!DOCTYPE html>
<html lang="${letter.language}">
<meta charset="utf-8">
<title>${escaped(letter.title)}</title>
<style>
@page { size: A4; margin: ${top}pt ${margin}pt ${bottom}pt ${margin}pt }
body { margin: 0 }
${languagesIn(letter).map(rule).join('\n')}
p { margin: 0 0 ${space}pt 0; text-align: justify; hyphens: auto; orphans: 2; widows: 2;
  font-kerning: normal; font-variant-ligatures: common-ligatures }
p.plain { text-align: left; hyphens: manual }
p.title { text-align: left; hyphens: manual; font-size: ${titleSize}pt }
td { padding: 0; width: 50%; vertical-align: top }
table { width: 100%; border-collapse: collapse; margin-top: ${2 * leading}pt }
</style>
<p class="plain">${lines(letter.to)}</p>
<p class="title">${escaped(letter.title)}</p>
<p class="plain">${escaped(letter.salutation)}</p>
${letter.body.map(paragraph).join('\n')}
<p class="plain">${escaped(letter.closing)}</p>
<table><tr>${letter.signatories
    .map(({ name, title, division }) => `<td><b>${escaped(name)}</b><br>${lines([title, division])}</td>`)
    .join('')}</tr></table>
</html>
`;
}
