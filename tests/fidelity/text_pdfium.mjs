// Prints the text of PDFs as Chrome puts it on the clipboard: a form feed ends each page, a record
// separator (U+001E) each file. Chrome takes PDFium's text and leaves out U+200B and U+FFFE, by
// which PDFium marks a hyphen that divides a word at a line's end.
import fs from "node:fs";
import { createRequire } from "node:module";
import { init } from "@embedpdf/pdfium";

const program = createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm");
const wasm = fs.readFileSync(program);
const pdfium = await init({
  wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length),
});
pdfium.PDFiumExt_Init();
const { wasmExports: memory } = pdfium.pdfium;

function textOfPage(document, index) {
  const page = pdfium.FPDF_LoadPage(document, index);
  const text = pdfium.FPDFText_LoadPage(page);
  const count = pdfium.FPDFText_CountChars(text);
  // UTF-16: two bytes a unit, at most two units a character, and a null at the end.
  const units = 2 * count + 1;
  const buffer = memory.malloc(2 * units);
  const written = count > 0 ? pdfium.FPDFText_GetText(text, 0, count, buffer) : 0;
  const bytes = Buffer.from(pdfium.pdfium.HEAPU8.buffer, buffer, 2 * Math.max(0, written - 1));
  const result = bytes.toString("utf16le").replaceAll(/[\u200B\uFFFE]/g, "");
  memory.free(buffer);
  pdfium.FPDFText_ClosePage(text);
  pdfium.FPDF_ClosePage(page);
  return result;
}

for (const file of process.argv.slice(2)) {
  const data = fs.readFileSync(file);
  const buffer = memory.malloc(data.length);
  pdfium.pdfium.HEAPU8.set(data, buffer);
  const document = pdfium.FPDF_LoadMemDocument(buffer, data.length, "");
  if (!document) throw new Error(`${file}: PDFium cannot open it`);
  for (let index = 0; index < pdfium.FPDF_GetPageCount(document); ++index) {
    process.stdout.write(textOfPage(document, index) + "\f");
  }
  process.stdout.write("\x1E");
  pdfium.FPDF_CloseDocument(document);
  memory.free(buffer);
}
