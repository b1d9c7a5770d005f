/** Bytes as people read them: `512 B`, `17.5 KiB`, `2.0 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

/** An order by its number, as beads and receipts print it: at least four digits. */
export function orderText(order: number): string {
  return String(order).padStart(4, '0');
}

/** `1 order`, `3 orders`: the count and the word that fits it. */
export function countText(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
