import { readFileSync } from 'node:fs';

/** Lines of a `.lab.txt`, cut where a comment `# at NAME` names a moment. */
export interface NamedMoment {
  /** Empty for what comes after the last moment. */
  readonly name: string;
  /** Lines up to that moment; one that begins with `-` may fail. */
  readonly lines: readonly string[];
}

const MOMENT = /^# at (\S+)$/;

/** Reads a file of lines, comments left out. */
export function momentsOfFile(url: URL): NamedMoment[] {
  const moments: NamedMoment[] = [];
  let lines: string[] = [];
  for (const written of readFileSync(url, 'utf8').split('\n')) {
    const text = written.trim();
    const name = MOMENT.exec(text)?.[1];
    if (name !== undefined) {
      moments.push({ name, lines });
      lines = [];
    } else if (text !== '' && !text.startsWith('#')) lines.push(text);
  }
  return [...moments, { name: '', lines }];
}
