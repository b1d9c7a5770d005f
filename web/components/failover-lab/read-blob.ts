/** Windows' word for a file that cannot be read. */
export const READ_FAULT = 30;

/** The bytes of a file from outside; null when it cannot be read, or changed while it was. */
export async function readBlob(blob: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  }
}
