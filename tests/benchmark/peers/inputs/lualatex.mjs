// The letter for LuaLaTeX: KOMA-Script's letter class, microtype with protrusion and expansion,
// babel with its own bidi, CJK and kashida.
import { languageOf, languagesIn, setting } from './setting.mjs';

const special = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
const escaped = (text) =>
  text.replace(/[\\~^]/g, (sign) => special[sign]).replace(/[#$%&_{}]/g, '\\$&');

function fontOf(tag) {
  const { face, script, babel } = languageOf(tag);
  const scripts = { Latin: '', Cyrillic: '', Han: '', Nastaliq: 'Script=Arabic,' };
  const options = [
    `Path=${face.folder}/`,
    face.index === undefined ? '' : `FontIndex=${face.index}`,
    face.bold ? `BoldFont=${face.bold}` : '',
    face.scale === 1 ? '' : `Scale=${face.scale}`,
    // HarfBuzz shapes what LuaTeX's own loader does not know as well.
    script === 'Latin' || script === 'Cyrillic' ? '' : 'Renderer=HarfBuzz',
  ].filter(Boolean).join(',');
  return `\\babelfont[${babel}]{rm}[${scripts[script] ?? `Script=${script},`}${options}]{${face.file}}`;
}

function provide(tag) {
  const { babel, script } = languageOf(tag);
  const options = script === 'Arabic' ? 'import,justification=kashida' : 'import';
  return `\\babelprovide[${options}]{${babel}}`;
}

function paragraph({ language, text }, letter) {
  const { babel, face } = languageOf(language);
  if (language === letter.language) return escaped(text);
  const leading = setting.leading * face.leading;
  return `\\begin{otherlanguage}{${babel}}\\fontsize{${setting.size}bp}{${leading}bp}\\selectfont\n` +
    `${escaped(text)}\\par\\end{otherlanguage}`;
}

export function lualatexInput(letter) {
  const others = languagesIn(letter).filter((tag) => tag !== letter.language);
  const { size, leading, space, margin, top, bottom, titleSize } = setting;
  const main = languageOf(letter.language);
  return `\\documentclass[paper=a4,fontsize=11pt,parskip=full-,foldmarks=off,backaddress=off,
  fromalign=off,enlargefirstpage=off,pagenumber=off]{scrlttr2}
\\usepackage{geometry}
\\geometry{left=${margin}bp,right=${margin}bp,top=${top}bp,bottom=${bottom}bp,nohead,nofoot}
\\usepackage[${main.babel},bidi=basic]{babel}
\\usepackage{fontspec}
${others.map(provide).join('\n')}
${[letter.language, ...others].map(fontOf).join('\n')}
\\usepackage{microtype}
\\frenchspacing
\\pagestyle{empty}
\\setparsizes{0pt}{${space}bp}{0pt plus 1fil}
\\AtBeginLetter{\\fontsize{${size}bp}{${leading}bp}\\selectfont
  \\parskip=${space}bp\\lineskiplimit=-\\maxdimen\\emergencystretch=1em }
\\setkomavar{fromname}{${escaped(letter.signatories[0].name)}}
\\setkomavar{signature}{${letter.signatories
    .map(({ name, title, division }) => [name, title, division].map(escaped).join(', '))
    .join('\\\\')}}
\\renewcommand*{\\raggedsignature}{\\raggedright}
\\setkomafont{subject}{\\fontsize{${titleSize}bp}{${leading}bp}\\selectfont}
\\setkomavar{subject}{${escaped(letter.title)}}
\\setkomavar{date}{}
\\setplength{refvpos}{${top + 4 * leading}bp}
\\setplength{toaddrvpos}{${top}bp}
\\setplength{toaddrheight}{${3 * leading}bp}
\\setplength{toaddrindent}{0pt}
\\setplength{toaddrhpos}{${margin}bp}
\\setplength{firstheadvpos}{${top / 2}bp}
\\setplength{sigbeforevskip}{${2 * leading}bp}
\\setkomavar{firsthead}{}\\setkomavar{firstfoot}{}
\\begin{document}
\\begin{letter}{${letter.to.map(escaped).join('\\\\')}}
\\opening{${escaped(letter.salutation)}}
${letter.body.map((block) => paragraph(block, letter)).join('\n\n')}

\\lineskiplimit=0pt % the closing is one tall box
\\closing{${escaped(letter.closing)}}
\\end{letter}
\\end{document}
`;
}
