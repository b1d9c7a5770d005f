/** A file that the page gives to its reader. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Waits for the next download that the page begins, and reads it instead of the browser. */
export function savedFile(): Promise<SavedFile> {
  return new Promise((resolve, reject) => {
    const { prototype } = HTMLAnchorElement;
    // The links of downloads never stand in the page, so their clicks cannot be listened for.
    prototype.click = function (this: HTMLAnchorElement): void {
      Reflect.deleteProperty(prototype, 'click');
      const { download: name, href } = this;
      fetch(href)
        .then((answer) => answer.arrayBuffer())
        .then((buffer) => {
          resolve({ name, bytes: new Uint8Array(buffer) });
        }, reject);
    };
  });
}
