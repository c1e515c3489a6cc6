// Usage: node table.mjs FOLDER — the measures of FOLDER/LETTER.PROGRAM.json and .time.json as
// Markdown tables, one a letter, one by language, one of what a reader copies.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const programs = [
  ['chancery', 'Chancery'], ['lualatex', 'LuaLaTeX'], ['typst', 'Typst'],
  ['weasyprint', 'WeasyPrint'], ['libreoffice', 'LibreOffice'],
];
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node table.mjs FOLDER');
  process.exit(3);
}
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const letters = [...new Set(readdirSync(folder)
  .map((name) => /^(.+)\.chancery\.json$/.exec(name)?.[1]).filter(Boolean))].sort();

const fixed = (digits) => (value) => (value === null || value === undefined ? '–' : value.toFixed(digits));
const whole = (value) => String(value);
const rows = [
  ['variation of word spaces', ({ variation }) => fixed(3)(variation)],
  ['mean word space, em', ({ meanSpace }) => fixed(3)(meanSpace)],
  ['tightest line’s spaces, em', ({ tightestLine }) => fixed(3)(tightestLine)],
  ['loosest line’s spaces, em', ({ loosestLine }) => fixed(3)(loosestLine)],
  ['largest step between neighbouring lines', ({ largestStep }) => fixed(2)(largestStep)],
  ['hyphens in a hundred lines', ({ hyphens, lines }) => fixed(1)(100 * hyphens / lines)],
  ['longest stack of hyphens', ({ longestStack }) => whole(longestStack)],
  ['rivers', ({ rivers }) => whole(rivers)],
  ['overfull lines', ({ overfull }) => whole(overfull)],
  ['lines that do not reach the edge', ({ unfilled }) => whole(unfilled)],
  ['lines', ({ lines }) => whole(lines)],
  ['file, kB', ({ bytes }) => fixed(0)(bytes / 1000)],
  ['time of a new process, ms', ({ time }) => fixed(0)(time.median * 1000)],
  ['processor time of it, ms', ({ time }) => fixed(0)((time.user + time.system) * 1000)],
];

function table(head, lines) {
  console.log(`| ${head.join(' | ')} |`);
  console.log(`| --- | ${head.slice(1).map(() => '---:').join(' | ')} |`);
  for (const line of lines) console.log(`| ${line.join(' | ')} |`);
  console.log();
}

const names = programs.map(([, name]) => name);
for (const letter of letters) {
  const measured = programs.map(([program]) => ({
    ...read(`${letter}.${program}.json`),
    time: read(`${letter}.${program}.time.json`).results[0],
  }));
  console.log(`**${letter}**\n`);
  table(['', ...names], rows.map(([name, cell]) => [name, ...measured.map(cell)]));

  const languages = Object.keys(measured[0].perLanguage);
  if (languages.length > 1) {
    console.log(`**${letter}: variation of word spaces by language** (Chinese: of the steps between characters)\n`);
    table(['', ...names], languages
      .filter((language) => measured.some(({ perLanguage }) => perLanguage[language].variation ?? perLanguage[language].hanVariation))
      .map((language) => [language, ...measured.map(({ perLanguage }) =>
        fixed(3)(perLanguage[language].variation ?? perLanguage[language].hanVariation))]));
  }
  console.log(`**${letter}: paragraphs that \`pdftotext\` gives back exactly** (in brackets: spaces and hyphens forgiven)\n`);
  table(['', ...names], languages.map((language) => [language, ...measured.map(({ fidelity }) => {
    const { paragraphs, exact, letters: forgiven } = fidelity[language];
    return `${exact} of ${paragraphs}${exact === forgiven ? '' : ` (${forgiven})`}`;
  })]));
}
