// Usage: node typst_to_pdf.mjs INPUT.typ OUTPUT.pdf — Typst's own compiler, as npm has it.
import { readFileSync, writeFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [input, output] = process.argv.slice(2);
if (!output) {
  console.error('usage: node typst_to_pdf.mjs INPUT.typ OUTPUT.pdf');
  process.exit(3);
}
const fontPaths = ['truetype/gentiumplus', 'truetype/noto', 'opentype/noto'].map(
  (folder) => `/usr/share/fonts/${folder}`);
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });
const compiled = compiler.compile({ mainFileContent: readFileSync(input, 'utf8') });
if (!compiled.result) {
  compiled.printDiagnostics();
  process.exit(1);
}
writeFileSync(output, compiler.pdf(compiled.result));
