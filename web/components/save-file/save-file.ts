/** Time in which a browser has begun to read what it saves, ms. */
const READ_WITHIN_MS = 10_000;

/** Gives a file to the reader, as a download of the browser. */
export function saveFile(name: string, part: BlobPart, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, READ_WITHIN_MS);
}
