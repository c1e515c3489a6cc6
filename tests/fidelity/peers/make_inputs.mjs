// Usage: node make_inputs.mjs FOLDER LETTER.md... — the paragraphs of the letters as each program reads them,
// each heading on a page of its own: FOLDER/peers.tex, .typ, .html, .fodt, and peers.tsv: heading and text of each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATIN, sectionsOf } from './sections.mjs';

const [folder, ...letters] = process.argv.slice(2);
if (letters.length === 0) {
  console.error('usage: node make_inputs.mjs FOLDER LETTER.md...');
  process.exit(3);
}
const sections = letters.flatMap(sectionsOf);
const begins = (i) => i > 0 && sections[i].heading !== sections[i - 1].heading;

function lualatex() {
  const escape = (text) => text.replace(/[\\{}$&#^_~%]/g, (c) => `\\char"${c.charCodeAt(0).toString(16).toUpperCase()} `);
  const families = [...new Set(sections.map((s) => s.family))];
  const face = (family) => `face${families.indexOf(family).toString().replace(/\d/g, (d) => 'abcdefghij'[d])}`;
  const lines = ['\\documentclass[11pt,a4paper]{article}', '\\usepackage{fontspec}', '\\pagestyle{empty}',
    '\\setlength{\\parindent}{0pt}\\emergencystretch=5em',
    // What a face does not have, Latin letters in Arabic text say, it takes from this one, as the others do.
    `\\directlua{luaotfload.add_fallback("latin", {"${LATIN}:mode=harf;"})}`,
    ...families.map((f) => `\\newfontfamily\\${face(f)}{${f}}[Renderer=HarfBuzz` +
      `${f === LATIN ? '' : ',RawFeature={fallback=latin}'}]`), '\\begin{document}'];
  // Numbers and Latin words run from the left within lines from the right: TeX has to be told.
  const turnedBack = (text) => text.split(/([A-Za-z0-9+][A-Za-z0-9 .,+@:/-]*[A-Za-z0-9]|[A-Za-z0-9])/)
    .map((part, i) => (i % 2 ? `{\\textdir TLT ${escape(part)}}` : escape(part))).join('');
  sections.forEach((s, i) => {
    if (begins(i)) lines.push('\\newpage');
    const turned = s.direction === 'rtl' ? '\\pardir TRT\\textdir TRT' : '';
    const text = s.direction === 'rtl' ? turnedBack(s.text) : escape(s.text);
    lines.push(`{\\${face(s.family)}${turned} ${text}\\par}\\medskip`);
  });
  return [...lines, '\\end{document}', ''].join('\n');
}

function typst() {
  const quoted = (text) => `"${text.replace(/[\\"]/g, (c) => `\\${c}`)}"`;
  const lines = ['#set page(paper: "a4", margin: 34mm)'];
  sections.forEach((s, i) => {
    if (begins(i)) lines.push('#pagebreak()');
    const language = s.language.split('-')[0];
    lines.push(`#par(text(size: 11pt, font: ("${s.family}", "${LATIN}"), lang: "${language}", dir: ${s.direction}, ${quoted(s.text)}))`);
  });
  return lines.join('\n\n') + '\n';
}

const xml = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function html() {
  const paragraphs = sections.map((s, i) =>
    `<p lang="${s.language}" dir="${s.direction}" style="font-family:'${s.family}','${LATIN}';` +
    `${begins(i) ? 'break-before:page' : ''}">${xml(s.text)}</p>`);
  return '<!doctype html><meta charset="utf-8"><style>@page{size:A4;margin:34mm}p{font-size:11pt}</style>\n' +
    paragraphs.join('\n') + '\n';
}

function opendocument() {
  const families = [...new Set(sections.map((s) => s.family))];
  const names = ['office', 'style', 'text', 'fo', 'svg'].map((n) => {
    const uri = { fo: 'xsl-fo-compatible', svg: 'svg-compatible' }[n] ?? n;
    return `xmlns:${n}="urn:oasis:names:tc:opendocument:xmlns:${uri}:1.0"`;
  });
  const styles = sections.map((s, i) =>
    `<style:style style:name="P${i}" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="4mm" ` +
    `style:writing-mode="${s.direction === 'rtl' ? 'rl-tb' : 'lr-tb'}"${begins(i) ? ' fo:break-before="page"' : ''}/>` +
    ['', '-asian', '-complex'].map((k) => `style:font-name${k}="${s.family}" ${k ? 'style' : 'fo'}:font-size${k}="11pt"`)
      .reduce((all, one) => `${all} ${one}`, '<style:text-properties') + '/></style:style>');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${names.join(' ')} office:version="1.3" ` +
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>' +
    families.map((f) => `<style:font-face style:name="${f}" svg:font-family="'${f}'"/>`).join('') +
    `</office:font-face-decls><office:automatic-styles>${styles.join('')}</office:automatic-styles>` +
    `<office:body><office:text>${sections.map((s, i) => `<text:p text:style-name="P${i}">${xml(s.text)}</text:p>`).join('\n')}` +
    '</office:text></office:body></office:document>\n';
}

writeFileSync(join(folder, 'peers.tex'), lualatex());
writeFileSync(join(folder, 'peers.typ'), typst());
writeFileSync(join(folder, 'peers.html'), html());
writeFileSync(join(folder, 'peers.fodt'), opendocument());
writeFileSync(join(folder, 'peers.tsv'), sections.map((s) => `${s.heading}\t${s.text}\n`).join(''));
