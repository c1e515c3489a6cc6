// Usage: node make_inputs.mjs LETTER.json FOLDER — one letter, as each program reads it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chanceryInput } from './inputs/chancery.mjs';
import { htmlInput } from './inputs/html.mjs';
import { lualatexInput } from './inputs/lualatex.mjs';
import { opendocumentInput } from './inputs/opendocument.mjs';
import { typstInput } from './inputs/typst.mjs';

const [file, folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node make_inputs.mjs LETTER.json FOLDER');
  process.exit(3);
}
const letter = JSON.parse(readFileSync(file, 'utf8'));
const name = basename(file, '.json');
mkdirSync(folder, { recursive: true });
const write = (ending, text) => writeFileSync(join(folder, `${name}.${ending}`), text);
write('md', chanceryInput(letter));
write('tex', lualatexInput(letter));
write('typ', typstInput(letter));
write('html', htmlInput(letter));
write('fodt', opendocumentInput(letter));
