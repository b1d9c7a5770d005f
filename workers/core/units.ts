import { foldCase } from './text.ts';

/** Virtual time, whole milliseconds. */
export type Milliseconds = number;

/** Bytes in the products' "MB". */
export const MEBIBYTE = 1_048_576;

const DURATION_UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** The longest duration a line may name: a year. */
const DURATION_MS_MAX = 365 * 24 * 3_600_000;

/** Parses `250ms`, `30s`, `5m`, `2h`. @returns ms, or null when it is not a duration */
export function parseDuration(word: string): Milliseconds | null {
  const match = /^(\d{1,12})(ms|s|m|h)$/.exec(foldCase(word));
  if (match === null) return null;
  const ms = Number(match[1]) * (DURATION_UNIT_MS[match[2] ?? ''] ?? 0);
  return ms <= DURATION_MS_MAX ? ms : null;
}

/** A duration as a line names it, in the largest unit that is exact. */
export function durationText(ms: Milliseconds): string {
  const unit = ['h', 'm', 's'].find((each) => ms > 0 && ms % (DURATION_UNIT_MS[each] ?? 1) === 0);
  return unit === undefined
    ? `${String(ms)}ms`
    : `${String(ms / (DURATION_UNIT_MS[unit] ?? 1))}${unit}`;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** The lab's clock reads 08:00 at the beginning of `bare`. */
const START_MINUTE = 480;

/** Minutes since midnight of the lab's clock, 0–1439. @param nowMs  since `bare` began */
export function minuteOfDay(nowMs: Milliseconds): number {
  return (START_MINUTE + Math.floor(nowMs / MINUTE_MS)) % DAY_MINUTES;
}

/** Parses a whole number within bounds, both included. @returns null when it is not one */
export function parseWhole(word: string, min: number, max: number): number | null {
  if (!/^-?\d{1,15}$/.test(word)) return null;
  const value = Number(word);
  return value >= min && value <= max ? value : null;
}

/** `mm:ss.s`, as the page writes times; negative before the scenario's end. */
export function clockText(atMs: Milliseconds): string {
  const sign = atMs < 0 ? '-' : '';
  const tenths = Math.floor(Math.abs(atMs) / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = Math.floor((tenths % 600) / 10);
  return `${sign}${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}.${String(tenths % 10)}`;
}
