/*
 * A browser whose IndexedDB fails: its `open` and `deleteDatabase` are replaced until `end`. What fails is an answer of
 * the browser's own kind, an error event of the request.
 */

type Verb = (this: IDBFactory, name: string, version?: number) => IDBOpenDBRequest;

const factory = IDBFactory.prototype as unknown as { open: Verb; deleteDatabase: Verb };
const real = { ...methodsOf() };

function methodsOf(): { open: Verb; deleteDatabase: Verb } {
  return { open: factory.open, deleteDatabase: factory.deleteDatabase };
}

/** Failures of IndexedDB itself. */
export class IdbFaults {
  /** Opens that have failed. */
  failed = 0;

  /**
   * Lets the next opens fail.
   *
   * @param name  of the one database that is meant; absent: any
   */
  failOpens(count: number, name?: string): void {
    this.failed = 0;
    factory.open = (asked, version) => {
      const isMeant = name === undefined || name === asked;
      if (!isMeant || this.failed >= count) return real.open.call(indexedDB, asked, version);
      this.failed += 1;
      return failing();
    };
  }

  failDeletes(): void {
    factory.deleteDatabase = failing;
  }

  /** All is well again. */
  end(): void {
    Object.assign(factory, real);
  }
}

/** A request that ends as a damaged store lets it end. */
function failing(): IDBOpenDBRequest {
  const request = Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest;
  const target = new EventTarget();
  const error = new DOMException('Internal error opening backing store.', 'UnknownError');
  Object.defineProperties(request, {
    error: { value: error },
    addEventListener: { value: target.addEventListener.bind(target) },
    removeEventListener: { value: target.removeEventListener.bind(target) },
  });
  queueMicrotask(() => target.dispatchEvent(new Event('error')));
  return request;
}

/** The error with which work ends that must not succeed. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('It succeeded.');
}
