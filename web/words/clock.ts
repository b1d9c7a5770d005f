/** Virtual moment as `mm:ss.s`; minutes grow past 59, moments before 0 carry a minus sign. */
export function clockText(atMs: number): string {
  const tenths = Math.floor(Math.abs(atMs) / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = Math.floor(tenths / 10) % 60;
  const sign = atMs < 0 && tenths > 0 ? '−' : '';
  return `${sign}${twoDigits(minutes)}:${twoDigits(seconds)}.${String(tenths % 10)}`;
}

/** Virtual moment as `mm:ss`, for the ticks of an axis. */
export function tickText(atMs: number): string {
  return clockText(atMs).slice(0, -2);
}

/** A span as seconds with one decimal, `33.6`; without its unit, so that units can be set apart. */
export function secondsText(ms: number): string {
  return (Math.floor(ms / 100) / 10).toFixed(1);
}

/** A span as people say it: `0.45 s` below 1 s, `1.4 s`, from 100 s on `2 min 5 s`. */
export function spanText(ms: number): string {
  if (ms < 1000) return `${(Math.floor(ms / 10) / 100).toFixed(2)} s`;
  if (ms < 100_000) return `${secondsText(ms)} s`;
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
