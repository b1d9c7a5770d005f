/** Figures of a benchmark as a person reads them. */

/** `17.4 GB/s`, `126,538 × real time`: three figures that matter, without an exponent. */
export function speedText(value: number, unit: string): string {
  return `${figureText(value)} ${unit}`;
}

/** `1.05`. */
export function ratioText(ratio: number): string {
  return ratio >= 10 ? figureText(ratio) : ratio.toFixed(2);
}

/** `42 per cent`, of a share from 0 to 1. */
export function percentText(share: number): string {
  return `${String(Math.round(share * 100))} per cent`;
}

function figureText(value: number): string {
  if (value < 100) return String(Number(value.toPrecision(3)));
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
