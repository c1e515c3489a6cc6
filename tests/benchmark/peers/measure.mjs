// Usage: node measure.mjs LETTER.json PDF [--lines] — how well a PDF sets the letter's body, as JSON;
// with --lines each line with the mean of its word spaces, for looking at.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { bodyParagraphs, column } from './glyph_lines.mjs';
import { languageOf, setting } from './inputs/setting.mjs';

// What separates two words, in em of the line's type. Letters are spaced by less, words never.
const leastSpace = 0.07;
// Chains of overlapping spaces in so many lines are a river.
const riverLines = 4;
// Two spaces stand below one another when they share this part of the narrower one.
const riverOverlap = 0.5;
// Edges may miss the column by this much; hanging punctuation is left out before.
const edgeTolerance = 1; // pt
const unfilled = 3; // pt

const hyphens = /[-\u2010\u00AD]$/u;
const hanging = /^[-\u2010\u00AD\u2013\u2014.,;:!?'"\u2018\u2019\u201C\u201D\u060C\u061B\u06D4\u0964\u3001\u3002\uFF0C\uFF1B]$/u;
const han = /^\p{Script=Han}$/u;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// Coefficient of variation: standard deviation over mean.
function variation(values) {
  if (values.length < 2) return null;
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
}

function wordSpaces(line) {
  const spaces = [];
  let right = -Infinity;
  for (const glyph of line.glyphs) {
    if (Number.isFinite(right) && glyph.left - right > leastSpace * glyph.em) {
      spaces.push({ left: right, right: glyph.left, em: glyph.em });
    }
    right = Math.max(right, glyph.right);
  }
  return spaces;
}

const width = ({ left, right }) => right - left;
const inEm = (space) => width(space) / space.em;

// From one Han character's origin to the next, in em.
function hanPitches(line) {
  const pitches = [];
  for (let i = 1; i < line.glyphs.length; ++i) {
    const [before, after] = [line.glyphs[i - 1], line.glyphs[i]];
    if (han.test(before.text) && han.test(after.text)) pitches.push((after.left - before.left) / after.em);
  }
  return pitches;
}

function endGlyph(line, rtl) {
  return rtl ? line.glyphs[0] : line.glyphs.at(-1);
}

// By how much a line's letters stand outside the column or short of it.
function edges(line) {
  const letters = line.glyphs.filter(({ text }) => !hanging.test(text));
  const outside = Math.max(column.left - letters[0].left, letters.at(-1).right - column.right);
  const short = Math.max(line.left - column.left, column.right - line.right);
  return { outside, short };
}

function rivers(lines) {
  let ended = 0;
  let longest = 0;
  let above = [];
  for (const line of lines) {
    const here = line.spaces.map((space) => ({ ...space, length: 1 }));
    for (const space of here) {
      for (const other of above) {
        const shared = Math.min(space.right, other.right) - Math.max(space.left, other.left);
        if (shared < riverOverlap * Math.min(width(space), width(other))) continue;
        space.length = Math.max(space.length, other.length + 1);
        other.goesOn = true;
      }
      longest = Math.max(longest, space.length);
    }
    ended += above.filter(({ length, goesOn }) => length >= riverLines && !goesOn).length;
    above = here;
  }
  ended += above.filter(({ length }) => length >= riverLines).length;
  return { count: ended, longest };
}

function measured(lines, language) {
  const { rtl, wordsOverlap } = languageOf(language);
  return lines.map((line, i) => ({
    spaces: wordsOverlap ? [] : wordSpaces(line),
    pitches: hanPitches(line),
    hyphen: i < lines.length - 1 && hyphens.test(endGlyph(line, rtl).text),
    last: i === lines.length - 1,
    text: line.glyphs.map(({ text }) => text).join(''),
    ...edges(line),
  }));
}

function summary(paragraphs) {
  const lines = paragraphs.flat();
  const justified = lines.filter(({ last }) => !last);
  const spaces = justified.flatMap((line) => line.spaces.map(inEm));
  const means = justified.filter((line) => line.spaces.length > 2).map((line) => mean(line.spaces.map(inEm)));
  const steps = paragraphs.flatMap((own) => own
    .filter(({ last, spaces: found }) => !last && found.length > 2)
    .map((line) => mean(line.spaces.map(inEm)))
    .map((value, i, all) => (i === 0 ? 1 : Math.max(value / all[i - 1], all[i - 1] / value))));
  let stack = 0;
  let longestStack = 0;
  for (const own of paragraphs) {
    stack = 0;
    for (const { hyphen } of own) {
      stack = hyphen ? stack + 1 : 0;
      longestStack = Math.max(longestStack, stack);
    }
  }
  const flow = paragraphs.map(rivers);
  return {
    lines: lines.length,
    justified: justified.length,
    variation: variation(spaces),
    meanSpace: spaces.length ? mean(spaces) : null,
    tightestLine: means.length ? Math.min(...means) : null,
    loosestLine: means.length ? Math.max(...means) : null,
    largestStep: steps.length ? Math.max(...steps) : null,
    hanVariation: variation(justified.flatMap(({ pitches }) => pitches)),
    hyphens: lines.filter(({ hyphen }) => hyphen).length,
    longestStack,
    rivers: flow.reduce((sum, { count }) => sum + count, 0),
    longestRiver: Math.max(...flow.map(({ longest }) => longest)),
    overfull: justified.filter(({ outside }) => outside > edgeTolerance).length,
    unfilled: justified.filter(({ short }) => short > unfilled).length,
  };
}

// pdftotext writes a line's stretches from left to right, those of right-to-left letters between
// U+202B and U+202C, where most of a page runs to the right. A reader of a right-to-left line takes
// the stretches from the right.
function fromTheRight(copied) {
  return copied.split('\n').map((line) => {
    if (!line.includes('\u202B')) return line;
    return line.split(/(\u202B[^\u202C]*\u202C?)/u).reverse().join('');
  }).join('\n');
}

// What remains of a text when what a page adds to it is taken away: line ends, direction marks. After
// a dash, and where words are not divided by spaces, no line end means one.
function asWritten(text) {
  return text.normalize('NFC').replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').replace(/\s+/gu, ' ')
    .replace(/(?<=[-\u2010\u2013\u2014]) /gu, '')
    .replace(/(?<=[\p{Script=Han}\p{P}]) (?=\p{Script=Han})/gu, '').replace(/(?<=\p{Script=Han}) (?=\p{P})/gu, '');
}
const lettersOf = (text) => asWritten(text).replace(/[ \u2010\u00AD-]/gu, '');

// Of the paragraphs in each language, how many a reader copies as they were written: exactly, or all
// but spaces and hyphens.
function fidelity(letter, pdf) {
  const box = [
    ['-x', setting.margin - 20], ['-W', setting.measure + 40],
    ['-y', setting.top - setting.leading], ['-H', setting.pageHeight - setting.top - setting.bottom + setting.leading + 4],
  ].flatMap(([name, value]) => [name, String(Math.round(value))]);
  const copied = fromTheRight(execFileSync('pdftotext', ['-r', '72', ...box, pdf, '-'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const result = {};
  for (const { language, text } of letter.body) {
    const count = (result[language] ??= { paragraphs: 0, exact: 0, letters: 0 });
    count.paragraphs += 1;
    if (asWritten(copied).includes(asWritten(text))) count.exact += 1;
    if (lettersOf(copied).includes(lettersOf(text))) count.letters += 1;
  }
  return result;
}

const [letterFile, pdf, option] = process.argv.slice(2);
if (!pdf) {
  console.error('usage: node measure.mjs LETTER.json PDF [--lines]');
  process.exit(3);
}
const letter = JSON.parse(readFileSync(letterFile, 'utf8'));
const paragraphs = bodyParagraphs(pdf, letter.body.length)
  .map((lines, i) => measured(lines, letter.body[i].language));

if (option === '--lines') {
  paragraphs.forEach((lines, i) => {
    const { variation: own, hyphens: divided } = summary([lines]);
    console.log(`paragraph ${i + 1} (${letter.body[i].language}): variation ${own?.toFixed(3) ?? '–'}, hyphens ${divided}`);
    for (const { spaces, pitches, outside, short, text, last } of lines) {
      const space = spaces.length ? mean(spaces.map(inEm)).toFixed(3) : '–';
      const pitch = pitches.length ? ` pitch ${mean(pitches).toFixed(3)}` : '';
      const edge = outside > edgeTolerance ? ` out ${outside.toFixed(1)}` : short > unfilled && !last ? ` short ${short.toFixed(1)}` : '';
      console.log(`  ${space}${pitch}${edge}  ${text.slice(0, 34)} … ${text.slice(-20)}`);
    }
  });
} else {
  const perLanguage = {};
  for (const language of new Set(letter.body.map((paragraph) => paragraph.language))) {
    perLanguage[language] = summary(paragraphs.filter((_, i) => letter.body[i].language === language));
  }
  console.log(JSON.stringify({
    ...summary(paragraphs),
    perLanguage,
    fidelity: fidelity(letter, pdf),
    bytes: statSync(pdf).size,
  }));
}
