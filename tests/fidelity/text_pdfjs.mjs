// Prints the text of PDFs as Firefox puts it on the clipboard: a form feed ends each page, a record
// separator (U+001E) each file. The viewer's text layer holds the strings as they come, with a line
// break where `hasEOL` says so, and is normalised when it is copied.
import fs from "node:fs";
import { getDocument, normalizeUnicode } from "pdfjs-dist/legacy/build/pdf.mjs";

const withoutNull = (text) => text.replaceAll("\x00", "");

async function textOfPage(page) {
  const content = await page.getTextContent({
    includeMarkedContent: true,
    disableNormalization: true,
  });
  const layer = content.items
    .filter((item) => item.str !== undefined)
    .map((item) => item.str + (item.hasEOL ? "\n" : ""))
    .join("");
  return withoutNull(normalizeUnicode(layer));
}

for (const file of process.argv.slice(2)) {
  const data = new Uint8Array(fs.readFileSync(file));
  const document = await getDocument({ data, verbosity: 0, isEvalSupported: false }).promise;
  for (let number = 1; number <= document.numPages; ++number) {
    process.stdout.write((await textOfPage(await document.getPage(number))) + "\f");
  }
  process.stdout.write("\x1E");
  await document.destroy();
}
