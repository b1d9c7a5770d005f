/** A file that the page gives to its reader. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Waits for the next download that the page begins, and reads it instead of the browser. */
export function savedFile(): Promise<SavedFile> {
  return new Promise((resolve, reject) => {
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement): void {
      HTMLAnchorElement.prototype.click = click;
      const { download: name, href } = this;
      fetch(href)
        .then((answer) => answer.arrayBuffer())
        .then((buffer) => {
          resolve({ name, bytes: new Uint8Array(buffer) });
        }, reject);
    };
  });
}
