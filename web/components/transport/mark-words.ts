import { clockText, spanText } from '../../words/clock.ts';
import { happenedAt, type MarkKind, type TimeMark } from './scrubber.layout.ts';

const WORDS: Readonly<Record<MarkKind, string>> = {
  fault: 'Fault',
  caution: 'Caution',
  failover: 'Failover',
  failback: 'Failback',
  serves: 'Serves',
  alarm: 'Alarm',
  line: 'Line',
};

/** What a mark stands for, in a word. */
export function markName({ kind }: TimeMark): string {
  return WORDS[kind];
}

/** A mark in words: what it is, when, and what the log says of it. */
export function markTitle({ kind, atMs, text }: TimeMark): string {
  return `${WORDS[kind]} at ${clockText(atMs)}: ${text}`;
}

/** The moment, and what happened at it or last before it. */
export function valueText(marks: readonly TimeMark[], atMs: number): string {
  const mark = happenedAt(marks, atMs);
  if (mark === null) return clockText(atMs);
  const distance = mark.atMs === atMs ? '' : `${spanText(atMs - mark.atMs)} after `;
  return `${clockText(atMs)}, ${distance}${WORDS[mark.kind].toLowerCase()}: ${mark.text}`;
}
