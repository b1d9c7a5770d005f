/** One word of the command language: quoted only where it has to be. */
export function quoteWord(word: string): string {
  if (word !== '' && !/[\s"#]/.test(word)) return word;
  // Inside quotes a backslash is itself, but for one before a quote or another backslash.
  const escaped = word.replace(/\\(?=["\\]|$)/g, '\\\\').replace(/"/g, '\\"');
  return `"${escaped}"`;
}
