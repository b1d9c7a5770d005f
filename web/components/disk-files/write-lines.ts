import { quoteWord } from '../../../workers/api.ts';

/** Signs of text a line takes at most: twice as many, all escaped, still fit the longest line. */
const PART_SIGNS = 3800;

/** The lines that write a text: one, or for a long text one a part, each at its offset in bytes. */
export function writeLines(path: string, text: string): string[] {
  const whole = text.replace(/\r\n/g, '\n');
  const lines: string[] = [];
  let offset = 0;
  for (let from = 0; from < whole.length || from === 0;) {
    const part = partFrom(whole, from);
    const at = offset === 0 ? '' : ` at ${String(offset)}`;
    lines.push(`write ${quoteWord(path)} "${escaped(part)}"${at}`);
    offset += new TextEncoder().encode(part).length;
    from += Math.max(1, part.length);
  }
  return lines;
}

/** No part ends inside a sign of two halves. */
function partFrom(text: string, from: number): string {
  const part = text.slice(from, from + PART_SIGNS);
  return /[\uD800-\uDBFF]$/.test(part) && part.length === PART_SIGNS ? part.slice(0, -1) : part;
}

/** `\n` for new lines, and every backslash that would be read as an escape written twice. */
function escaped(text: string): string {
  return text
    .replace(/\\(?=[n"\\\n]|$)/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
}
