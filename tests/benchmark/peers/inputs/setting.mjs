// What every program is asked for: the same paper, column, faces, sizes and spaces, in points.

export const millimetre = 72 / 25.4;

export const setting = {
  pageWidth: 210 * millimetre,
  pageHeight: 297 * millimetre,
  margin: 34 * millimetre, // left and right: a column of 142 mm
  top: 30 * millimetre,
  bottom: 30 * millimetre,
  size: 11,
  leading: 15,
  // A whole line between paragraphs, so that they can be told apart by geometry.
  space: 15,
  titleSize: 14,
};

setting.measure = setting.pageWidth - 2 * setting.margin;

// As fonts/catalogue.yaml has them, with the same scale. `leading` of a paragraph is a multiple of
// the setting's where the script needs more room.
const debian = '/usr/share/fonts';
const faces = {
  gentium: {
    family: 'Gentium Book Plus',
    folder: `${debian}/truetype/gentiumplus`,
    file: 'GentiumBookPlus-Regular.ttf',
    bold: 'GentiumBookPlus-Bold.ttf',
    scale: 1,
    leading: 1,
  },
  han: {
    family: 'Noto Serif CJK SC',
    folder: `${debian}/opentype/noto`,
    file: 'NotoSerifCJK-Regular.ttc',
    index: 2, // of Noto Serif CJK SC in the collection
    scale: 0.95,
    leading: 1,
  },
  naskh: {
    family: 'Noto Naskh Arabic',
    folder: `${debian}/truetype/noto`,
    file: 'NotoNaskhArabic-Regular.ttf',
    scale: 1.1,
    leading: 1,
  },
  devanagari: {
    family: 'Noto Serif Devanagari',
    folder: `${debian}/truetype/noto`,
    file: 'NotoSerifDevanagari-Regular.ttf',
    scale: 1,
    leading: 1,
  },
  nastaliq: {
    family: 'Noto Nastaliq Urdu',
    folder: `${debian}/truetype/noto`,
    file: 'NotoNastaliqUrdu-Regular.ttf',
    scale: 1,
    leading: 2,
  },
};

// The languages of the letters: face, direction, babel's name, LibreOffice's country. Where words
// overlap along the line, as in Nastaliq, the boxes of glyphs do not tell the spaces between them.
export const languages = {
  'en-GB': { face: faces.gentium, script: 'Latin', babel: 'british', country: 'GB' },
  ru: { face: faces.gentium, script: 'Cyrillic', babel: 'russian', country: 'RU' },
  zh: { face: faces.han, script: 'Han', babel: 'chinese', country: 'CN' },
  ar: { face: faces.naskh, script: 'Arabic', babel: 'arabic', country: 'SA', rtl: true },
  hi: { face: faces.devanagari, script: 'Devanagari', babel: 'hindi', country: 'IN' },
  ur: { face: faces.nastaliq, script: 'Nastaliq', babel: 'urdu', country: 'PK', rtl: true, wordsOverlap: true },
};

export function languageOf(tag) {
  const found = languages[tag];
  if (!found) throw new Error(`no face for the language ${tag}: add it to inputs/setting.mjs`);
  return found;
}

export function languagesIn(letter) {
  return [...new Set(letter.body.map((paragraph) => paragraph.language))];
}
