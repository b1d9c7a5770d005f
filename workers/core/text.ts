/** Text as bytes and names as the period's systems compare them: our own few lines, alike in every engine. */

/** UTF-8. Lone surrogates become U+FFFD. */
export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) return encodeBeyondAscii(text);
    bytes[index] = code;
  }
  return bytes;
}

function encodeBeyondAscii(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const raw = character.codePointAt(0) ?? 0;
    const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return Uint8Array.from(bytes);
}

/** UTF-8, with U+FFFD for every byte that fits nowhere. */
export function utf8Decode(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index] ?? 0;
    const extra =
      lead < 0x80 ? 0 : lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : -1;
    let code = extra === 0 ? lead : lead & (0x3f >> Math.max(extra, 0));
    let valid = extra >= 0 && lead < 0xf5 && index + extra < bytes.length;
    for (let step = 1; valid && step <= extra; step++) {
      const next = bytes[index + step] ?? 0;
      valid = (next & 0xc0) === 0x80;
      code = (code << 6) | (next & 0x3f);
    }
    if (extra === 2 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) valid = false;
    if (extra === 3 && (code < 0x10000 || code > 0x10ffff)) valid = false;
    parts.push(valid ? String.fromCodePoint(code) : '\ufffd');
    index += valid ? extra + 1 : 1;
  }
  return parts.join('');
}

/** ASCII text from bytes, each byte one character. */
export function asciiDecode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Names with capitals, folded: paths come by again and again. Emptied when it is full. */
const folded = new Map<string, string>();
const FOLDED_NAMES_MAX = 4096;

/** Lower case of A–Z only: how paths and cluster names are compared. */
export function foldCase(name: string): string {
  if (!hasCapital(name)) return name;
  const known = folded.get(name);
  if (known !== undefined) return known;
  const low = name.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
  if (folded.size >= FOLDED_NAMES_MAX) folded.clear();
  folded.set(name, low);
  return low;
}

function hasCapital(name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code >= 65 && code <= 90) return true;
  }
  return false;
}

/** Upper case of a–z only. */
export function raiseCase(name: string): string {
  return name.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32));
}

/** Equal names, ASCII case aside. */
export function isSameName(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) {
    if (lowCode(one.charCodeAt(index)) !== lowCode(other.charCodeAt(index))) return false;
  }
  return true;
}

function lowCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Order by UTF-16 code units: alike everywhere. For `sort`. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A checksum as people read it: 16 hex digits. */
export function hex64(value: bigint): string {
  return value.toString(16).padStart(16, '0');
}
