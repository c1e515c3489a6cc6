// The letter as Chancery reads it.

const quoted = (text) => JSON.stringify(text); // also a YAML scalar

export function chanceryInput(letter) {
  const head = [
    '---',
    'letterhead: comparison',
    `language: ${letter.language}`,
    `title: ${quoted(letter.title)}`,
    'to:',
    ...letter.to.map((line) => `  - ${quoted(line)}`),
    `salutation: ${quoted(letter.salutation)}`,
    `closing: ${quoted(letter.closing)}`,
    'signatories:',
  ];
  for (const { name, title, division } of letter.signatories) {
    head.push(`  - { name: ${quoted(name)}, title: ${quoted(title)}, division: ${quoted(division)} }`);
  }
  head.push('footer: none', '---', '');
  const body = letter.body.map(({ language, text }) =>
    language === letter.language ? `${text}\n` : `::: {lang=${language}}\n${text}\n:::\n`);
  return head.join('\n') + body.join('\n');
}
