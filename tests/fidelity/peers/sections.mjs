// The paragraphs of a letter of these tests, with what every program needs to be told of each.
import { readFileSync } from 'node:fs';

// By heading, or by language where a heading has several faces. All are of Debian's fonts-noto packages.
const FAMILIES = {
  Armenian: 'Noto Serif Armenian', Georgian: 'Noto Serif Georgian', Devanagari: 'Noto Serif Devanagari',
  Bengali: 'Noto Serif Bengali', Tamil: 'Noto Serif Tamil', Telugu: 'Noto Serif Telugu',
  Kannada: 'Noto Serif Kannada', Malayalam: 'Noto Serif Malayalam', Gujarati: 'Noto Serif Gujarati',
  Gurmukhi: 'Noto Serif Gurmukhi', Oriya: 'Noto Sans Oriya', Sinhala: 'Noto Serif Sinhala',
  Thai: 'Noto Serif Thai', Lao: 'Noto Serif Lao', Khmer: 'Noto Serif Khmer', Burmese: 'Noto Serif Myanmar',
  Tibetan: 'Noto Serif Tibetan', Ethiopic: 'Noto Serif Ethiopic', Mongolian: 'Noto Sans Mongolian',
  Hebrew: 'Noto Serif Hebrew', Arabic: 'Noto Naskh Arabic', Persian: 'Noto Naskh Arabic',
  Uyghur: 'Noto Naskh Arabic', Urdu: 'Noto Nastaliq Urdu', NKo: 'Noto Sans NKo',
  Syriac: 'Noto Sans Syriac', Thaana: 'Noto Sans Thaana',
  'zh-Hans': 'Noto Serif CJK SC', 'zh-Hant': 'Noto Serif CJK TC', ja: 'Noto Serif CJK JP',
  ko: 'Noto Serif CJK KR',
};
export const LATIN = 'Gentium Plus';
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFEFC]/u;

// [{ heading, language, family, direction, text }] of the rows that one face can set.
export function sectionsOf(file) {
  const body = readFileSync(file, 'utf8').split('\n---\n').slice(1).join('\n---\n');
  const sections = [];
  let heading = '', language = 'en';
  for (const line of body.split('\n')) {
    if (line.startsWith('## ')) heading = line.slice(3);
    else if (line.startsWith('::: {lang=')) language = line.slice(10, -1);
    else if (line === ':::') language = 'en';
    else if (line && line !== '---' && !/^(\[\^|\d+\. )/.test(line) && !/[*\[\\]/.test(line)) {
      const family = FAMILIES[language] ?? FAMILIES[heading] ?? LATIN;
      const direction = language !== 'en' && RIGHT_TO_LEFT.test(line) ? 'rtl' : 'ltr';
      sections.push({ heading, language, family, direction, text: line });
    }
  }
  return sections.filter(({ heading: name }) => !SKIPPED.has(name));
}

// Rows that need faces of several scripts in one paragraph: which one is taken is another question.
const SKIPPED = new Set(['Symbols', 'Bengali in Latin text', 'Right to left in Latin text']);
