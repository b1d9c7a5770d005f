/* What a ledger says of lost and destroyed orders, against the books on both disks. */
import { InvariantError, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId } from '../../workers/core/snapshot.ts';
import { readFileBytes } from '../../workers/core/storage/volume.ts';
import { ORDER_BYTES, parseOrderBook, type BookOrder } from '../support/order-book.ts';

const BOOK_KEY = '\\orders\\orders.txt';

/** Watches the ledger of a lab. */
export class LossWatch {
  /** How many ledgers were compared with the books. */
  ledgers = 0;
  readonly #lab: Lab;
  #failoverAtMs: number | null = null;
  readonly #named = new Set<number>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** I-10: a new ledger names the orders that FIRST took before the failover and SECOND does not have. */
  look(): void {
    const { ledger } = this.#lab.workload;
    if (ledger === null) return;
    for (const number of ledger.destroyedOrders) this.#named.add(number);
    if (ledger.failoverAtMs === this.#failoverAtMs) return;
    this.#failoverAtMs = ledger.failoverAtMs;
    this.ledgers++;
    const present = new Set(this.#book('second').map(({ number }) => number));
    const before = this.#book('first').filter(({ clockMs }) => clockMs <= ledger.failoverAtMs);
    const lost = before.filter(({ number }) => !present.has(number));
    const [oldest] = lost;
    const latest = before[before.length - 1];
    const rpoMs =
      oldest === undefined || latest === undefined ? 0 : latest.clockMs - oldest.clockMs;
    const numbers = lost.map(({ number }) => number);
    for (const number of ledger.lostOrders) this.#named.add(number);
    if (
      numbers.join() !== ledger.lostOrders.join() ||
      rpoMs !== ledger.rpoMs ||
      lost.length * ORDER_BYTES !== ledger.lostBytes
    )
      this.#fail('I-10', `lost are ${numbers.join()}, the ledger says ${ledger.lostOrders.join()}`);
  }

  /** I-10, I-12: what was acknowledged is on a disk, or the ledger says that it is lost or destroyed. */
  check(): void {
    const { acknowledged, ledger } = this.#lab.workload;
    const books = [...this.#book('first'), ...this.#book('second')];
    const present = new Set(books.map(({ number }) => number));
    const gone = acknowledged.filter(({ number }) => !present.has(number));
    const silent = gone.filter(({ number }) => !this.#named.has(number));
    if (silent.length > 0)
      this.#fail('I-12', `nobody tells of ${silent.map(({ number }) => number).join()}`);
    const back = ledger?.destroyedOrders.filter((number) => present.has(number)) ?? [];
    if (back.length > 0) this.#fail('I-12', `destroyed, and still there: ${back.join()}`);
  }

  #book(cluster: ClusterId): BookOrder[] {
    const { kernel, clusters } = this.#lab;
    const volume = clusters[cluster].disks.find(({ drive }) => drive === 'S:')?.volume;
    const file = volume?.files.get(BOOK_KEY);
    if (volume === undefined || volume === null || file === undefined) return [];
    const whole = file.sizeBytes - (file.sizeBytes % ORDER_BYTES);
    return parseOrderBook(readFileBytes(kernel, volume, file, 0, whole));
  }

  #fail(invariant: string, what: string): never {
    throw new InvariantError(invariant, this.#lab, what);
  }
}
