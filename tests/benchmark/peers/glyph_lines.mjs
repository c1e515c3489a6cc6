// Where the glyphs of a PDF stand, as mutool tells it, grouped into lines and blocks by geometry
// alone: the same for every program's files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages, setting } from './inputs/setting.mjs';

const attribute = (line, name) => new RegExp(` ${name}="([^"]*)"`).exec(line)?.[1];
const numbers = (text) => text.split(/\s+/).map(Number);
const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescaped = (text) => text.replace(/&(#x([0-9a-f]+)|#(\d+)|\w+);/gi, (whole, name, hex, decimal) =>
  hex ? String.fromCodePoint(parseInt(hex, 16))
    : decimal ? String.fromCodePoint(Number(decimal)) : entities[name] ?? whole);

// A glyph's box along the line, [left, right] in points from the page's left edge; `y` is its
// baseline from the top edge. Text that no glyph shows is passed over.
function glyphsOf(trace) {
  const pages = [];
  let transform = [1, 0, 0, 1, 0, 0];
  let em = [1, 0, 0, 1];
  let font = '';
  for (const line of trace.split('\n')) {
    const tag = /^\s*<(\w+)/.exec(line)?.[1];
    if (tag === 'page') pages.push([]);
    else if (tag?.endsWith('_text')) transform = numbers(attribute(line, 'transform') ?? '1 0 0 1 0 0');
    else if (tag === 'span') {
      font = attribute(line, 'font').replace(/^[A-Z]{6}\+/, '');
      em = numbers(attribute(line, 'trm'));
    } else if (tag === 'g' && attribute(line, 'glyph') !== undefined) {
      const [a, b, c, d, e, f] = transform;
      const x = Number(attribute(line, 'x'));
      const y = Number(attribute(line, 'y'));
      const left = a * x + c * y + e;
      const advance = a * em[0] * Number(attribute(line, 'adv'));
      pages.at(-1).push({
        text: unescaped(attribute(line, 'unicode') ?? ''),
        font,
        em: Math.abs(d * em[3]),
        left,
        right: left + advance,
        y: b * x + d * y + f,
      });
    }
  }
  return pages;
}

const mutool = (...words) => execFileSync('mutool', words,
  { maxBuffer: 1 << 30, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

// For each glyph shown on a page, in the order of the trace: whether its outline is empty. Drawn as
// SVG, a page has its outlines as paths and each glyph as a use of one.
function blankGlyphs(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'glyphs-'));
  try {
    mutool('draw', '-q', '-F', 'svg', '-o', join(folder, 'page-%03d.svg'), pdf);
    return readdirSync(folder).sort().map((name) => {
      const svg = readFileSync(join(folder, name), 'utf8');
      const drawn = new Set([...svg.matchAll(/ id="(font_\w+)" d="(?!M0 0Z")[^"]/g)].map(([, id]) => id));
      return [...svg.matchAll(/ xlink:href="#(font_\w+)"/g)].map(([, id]) => !drawn.has(id));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shownGlyphs(pdf) {
  const blank = blankGlyphs(pdf);
  const pages = glyphsOf(mutool('trace', pdf));
  pages.forEach((glyphs, page) => {
    if (blank[page].length !== glyphs.length) throw new Error(`${pdf}: page ${page + 1} is drawn otherwise than traced`);
    glyphs.forEach((glyph, i) => { glyph.blank = blank[page][i]; });
  });
  return pages;
}

// What shows nothing and is no letter: some files do not say that their spaces are spaces.
const isSpace = ({ text, blank }) => /^[\s\u00A0\u200B]*$/u.test(text) || (blank && !/[\p{L}\p{M}]/u.test(text));

// Glyphs that a font raises (Nastaliq, marks) belong to the nearest baseline; baselines are where
// most glyphs stand, and two of a face are never nearer than this much of its leading.
const nearestBaselines = 0.75;

function linesOfFace(glyphs, leading) {
  const count = new Map();
  for (const { y } of glyphs) {
    const rounded = Math.round(y * 2) / 2;
    count.set(rounded, (count.get(rounded) ?? 0) + 1);
  }
  const baselines = [];
  for (const [y] of [...count].sort((a, b) => b[1] - a[1])) {
    if (baselines.every((other) => Math.abs(other - y) >= nearestBaselines * leading)) baselines.push(y);
  }
  const lines = baselines.map((y) => ({ y, glyphs: [] }));
  for (const glyph of glyphs) {
    lines.reduce((best, line) => (Math.abs(line.y - glyph.y) < Math.abs(best.y - glyph.y) ? line : best))
      .glyphs.push(glyph);
  }
  return lines;
}

const compact = (name) => name.replace(/[ -]/g, '').toLowerCase();
const faces = [...new Map(Object.values(languages).map(({ face }) => [face.family, face])).values()];

// LuaTeX names fonts by their file, others by their PostScript name.
export const faceOf = (font) => faces.find(({ family, file }) =>
  compact(font).startsWith(compact(family)) || compact(font).startsWith(compact(file).slice(0, 12)));

function linesOfPage(glyphs) {
  const byFace = new Map();
  for (const glyph of glyphs) {
    const face = faceOf(glyph.font);
    if (face && !isSpace(glyph)) byFace.set(face, [...(byFace.get(face) ?? []), glyph]);
  }
  const lines = [];
  for (const [face, own] of byFace) {
    for (const line of linesOfFace(own, setting.leading * face.leading)) {
      const same = lines.find((other) => Math.abs(other.y - line.y) < 1);
      if (same) same.glyphs.push(...line.glyphs);
      else lines.push(line);
    }
  }
  for (const line of lines) {
    line.glyphs.sort((a, b) => a.left - b.left);
    line.face = faceOf(line.glyphs[Math.floor(line.glyphs.length / 2)].font);
    line.left = Math.min(...line.glyphs.map(({ left }) => left));
    line.right = Math.max(...line.glyphs.map(({ right }) => right));
  }
  return lines.sort((a, b) => a.y - b.y);
}

// Lines of one face whose distance is about the least of that face on the page.
const widestLeading = 1.25;

function blocksOfPage(lines) {
  const least = new Map();
  for (let i = 1; i < lines.length; ++i) {
    if (lines[i].face !== lines[i - 1].face) continue;
    const gap = lines[i].y - lines[i - 1].y;
    least.set(lines[i].face, Math.min(least.get(lines[i].face) ?? Infinity, gap));
  }
  const blocks = [];
  lines.forEach((line, i) => {
    const goesOn = i > 0 && line.face === lines[i - 1].face &&
      line.y - lines[i - 1].y <= widestLeading * least.get(line.face);
    if (goesOn) blocks.at(-1).push(line);
    else blocks.push([line]);
  });
  return blocks;
}

const column = { left: setting.margin, right: setting.pageWidth - setting.margin };
const isFull = (line) => line.right - line.left > setting.measure - 0.5 * setting.size;

// The body's paragraphs as arrays of lines: blocks that begin with a full line, joined over pages.
export function bodyParagraphs(pdf, expected) {
  const paragraphs = [];
  let open = null; // the page's last paragraph, when it may go on
  for (const glyphs of shownGlyphs(pdf)) {
    const inside = glyphs.filter(({ y }) =>
      y > setting.top - setting.leading && y < setting.pageHeight - setting.bottom + 2);
    blocksOfPage(linesOfPage(inside)).forEach((block, i) => {
      if (i === 0 && open && open.at(-1).face === block[0].face) open.push(...block);
      else if (isFull(block[0])) paragraphs.push(block);
      open = null;
      if (isFull(block.at(-1)) && paragraphs.length > 0) open = paragraphs.at(-1);
    });
  }
  if (paragraphs.length !== expected) {
    throw new Error(`${pdf}: ${paragraphs.length} paragraphs by geometry, ${expected} in the letter`);
  }
  return paragraphs;
}

export { column };
