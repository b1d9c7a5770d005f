/** What every store must do, wherever it keeps things: one list, so that no driver is held to less. */
import { expect } from '@open-wc/testing';
import { SCENARIO_NAMES, type RunLine } from '../../workers/api.ts';
import {
  FILE_PIECE_BYTES,
  type DiskError,
  type DiskStore,
  type ExpectedHead,
  type HeadMark,
} from '../../workers/disk-store.ts';
import { contentOf, extentsOf, groupOf, headAt, logOf, partOf } from './stored-groups.ts';
import { noiseBytes } from './test-bytes.ts';

/** A place to store in, empty at first. */
export interface StoreUnderTest {
  /** Opens the same place, as another page load would. */
  open(): Promise<DiskStore>;
}

const A: RunLine = [1, 'A1', 'a'];
const B: RunLine = [2, 'A1', 'b'];
const C: RunLine = [3, 'B1', 'c'];
const HASH = '0123456789abcdef';
/** What no store can keep. */
const POISON = (() => 0) as unknown as Uint8Array;

async function errorOf(work: Promise<unknown>): Promise<Error | null> {
  return work.then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
  );
}

/**
 * Declares the tests.
 *
 * @param makePlace  makes a fresh place for each test
 */
export function describeStore(name: string, makePlace: () => StoreUnderTest): void {
  describe(name, () => {
    let place: StoreUnderTest;
    let store: DiskStore;

    beforeEach(async () => {
      place = makePlace();
      store = await place.open();
    });
    afterEach(() => {
      store.close();
    });

    const reopened = async (): Promise<DiskStore> => {
      store.close();
      store = await place.open();
      return store;
    };

    describe('that is empty', () => {
      it('holds no lab', async () => {
        expect(await store.load()).to.equal(null);
      });
      it('holds no record', async () => {
        expect(await contentOf(store)).to.deep.equal({ lab: null, log: [], extents: [] });
      });
      it('has seen no group', async () => {
        expect(await store.lastSequence()).to.equal(0);
      });
      it('takes a group that replaces everything', async () => {
        await store.save(groupOf(7, { reset: true, lines: [A] }));
        expect((await store.load())?.lines).to.deep.equal([A]);
      });
    });

    describe('gives back after it was closed and opened', () => {
      for (const scenario of SCENARIO_NAMES) {
        it(`the head of a lab of ${scenario}`, async () => {
          const head = { ...headAt(3), scenario, seed: 4_294_967_295, diskMiB: 256 };
          await store.save(groupOf(3, { head }));
          expect((await (await reopened()).load())?.head).to.deep.equal(head);
        });
      }
      for (const count of [0, 1, 1000]) {
        it(`a run of ${String(count)} lines`, async () => {
          const lines = Array.from({ length: count }, (_, index): RunLine => [
            index,
            'A1',
            `write S:\\n.txt "${String(index)} ü € 😀"`,
          ]);
          await store.save(groupOf(1, { lines }));
          expect((await (await reopened()).load())?.lines).to.deep.equal(lines);
        });
      }
      for (const size of [0, 1, FILE_PIECE_BYTES, FILE_PIECE_BYTES + 1, 3_500_000]) {
        it(`a file of ${String(size)} bytes`, async () => {
          const file = noiseBytes(size, 5);
          await store.save(groupOf(1, { files: new Map([[HASH, file]]) }));
          const files = (await (await reopened()).load())?.files;
          expect([...(files?.keys() ?? [])]).to.deep.equal([HASH]);
          expect(sameBytes(files?.get(HASH), file)).to.equal(true);
        });
      }
      for (const size of [1, 4096, 1_048_000, 4_300_000]) {
        it(`records of ${String(size)} bytes`, async () => {
          const record = noiseBytes(size, 6);
          await store.save(groupOf(1, { log: [record], extents: [[[1, 2], record]] }));
          const { log, extents } = await contentOf(await reopened());
          expect([log[0]?.[0], extents[0]?.[0]]).to.deep.equal(['1:0', '1:2:1']);
          expect(sameBytes(log[0]?.[1], record)).to.equal(true);
          expect(sameBytes(extents[0]?.[1], record)).to.equal(true);
        });
      }
      it('the number of its last group', async () => {
        await store.save(groupOf(41));
        expect(await (await reopened()).lastSequence()).to.equal(41);
      });
    });

    describe('replaces lines', () => {
      const cases: readonly [string, number, RunLine[], RunLine[]][] = [
        ['all of them', 0, [C], [C]],
        ['from one on', 1, [C], [A, C]],
        ['behind the last', 3, [A], [A, B, C, A]],
        ['by nothing: the run is shorter', 1, [], [A]],
        ['by more', 2, [A, B, A], [A, B, A, B, A]],
      ];
      for (const [what, linesFrom, lines, expected] of cases) {
        it(what, async () => {
          await store.save(groupOf(1, { lines: [A, B, C] }));
          await store.save(groupOf(2, { linesFrom, lines }));
          expect((await store.load())?.lines).to.deep.equal(expected);
        });
      }
    });

    describe('keeps the log', () => {
      it('by group, then by place, as numbers', async () => {
        for (const sequence of [9, 10, 11]) {
          await store.save(
            groupOf(sequence, { log: Array.from({ length: 11 }, () => noiseBytes(4, 1)) }),
          );
        }
        const keys = (await logOf(store)).map(([key]) => key);
        expect(keys.slice(0, 12)).to.deep.equal([
          ...Array.from({ length: 11 }, (_, part) => `9:${String(part)}`),
          '10:0',
        ]);
        expect(keys).to.have.length(33);
      });
      for (const through of [0, 1, 2, 3]) {
        it(`but for groups through ${String(through)} when they are dropped`, async () => {
          for (const sequence of [1, 2, 3]) {
            await store.save(groupOf(sequence, { log: [noiseBytes(8, 1)] }));
          }
          await store.save(groupOf(4, { dropLogThrough: through, log: [noiseBytes(8, 3)] }));
          const left = [1, 2, 3, 4].filter((sequence) => sequence > through);
          expect((await logOf(store)).map(([key]) => key)).to.deep.equal(
            left.map((sequence) => `${String(sequence)}:0`),
          );
        });
      }
    });

    describe('keeps extents', () => {
      it('one a key: the last', async () => {
        await store.save(groupOf(1, { extents: [[[0, 0], noiseBytes(8, 2)]] }));
        await store.save(groupOf(2, { extents: [[[0, 0], noiseBytes(9, 4)]] }));
        expect(await extentsOf(store)).to.deep.equal([['0:0:2', noiseBytes(9, 4)]]);
      });
      it('by disk, then by place', async () => {
        const keys = [
          [2, 0],
          [0, 11],
          [0, 2],
          [1, 5],
        ] as const;
        await store.save(groupOf(1, { extents: keys.map((key) => [key, noiseBytes(4, 1)]) }));
        const found = (await extentsOf(store)).map(([key]) => key);
        expect(found).to.deep.equal(['0:2:1', '0:11:1', '1:5:1', '2:0:1']);
      });
      it('as many as there are', async () => {
        const extents = Array.from(
          { length: 37 },
          (_, extent) => [[0, extent], noiseBytes(16, extent)] as const,
        );
        await store.save(groupOf(1, { extents }));
        expect(await extentsOf(store)).to.deep.equal(
          extents.map(([key, bytes]) => [`${key.join(':')}:1`, bytes]),
        );
      });
    });

    describe('that is told to forget', () => {
      beforeEach(async () => {
        await store.save(
          groupOf(1, {
            lines: [A, B],
            files: new Map([
              [HASH, noiseBytes(10, 1)],
              ['aaaaaaaaaaaaaaaa', noiseBytes(11, 1)],
              ['ffffffffffffffff', noiseBytes(12, 1)],
            ]),
            log: [noiseBytes(8, 1)],
            extents: [[[0, 0], noiseBytes(8, 2)]],
          }),
        );
      });
      it('has no old line, record or file left', async () => {
        await store.save(groupOf(2, { reset: true, lines: [C] }));
        const { lab, log, extents } = await contentOf(store);
        expect(lab?.lines).to.deep.equal([C]);
        expect(lab?.files.size).to.equal(0);
        expect([log, extents]).to.deep.equal([[], []]);
      });
      for (const kept of [HASH, 'aaaaaaaaaaaaaaaa', 'ffffffffffffffff']) {
        it(`still has the file ${kept} if that is wanted`, async () => {
          await store.save(groupOf(2, { reset: true, keptFiles: [kept] }));
          expect([...((await store.load())?.files.keys() ?? [])]).to.deep.equal([kept]);
        });
      }
      it('has what the same group brings', async () => {
        const extents = [[[3, 3], noiseBytes(9, 9)]] as const;
        await store.save(groupOf(2, { reset: true, log: [noiseBytes(7, 7)], extents }));
        expect(await logOf(store)).to.deep.equal([['2:0', noiseBytes(7, 7)]]);
        expect(await extentsOf(store)).to.deep.equal([['3:3:2', noiseBytes(9, 9)]]);
      });
    });

    describe('that was given parts of a group', () => {
      beforeEach(async () => {
        await store.save(groupOf(1, { lines: [A], log: [noiseBytes(8, 1)] }));
        await store.prepare(partOf(2, 0, [noiseBytes(8, 2), noiseBytes(8, 3)]));
      });
      const keys = async () => (await logOf(store)).map(([key]) => key);

      it('is still at the group before', async () => {
        expect((await (await reopened()).load())?.head).to.deep.equal(headAt(1, 1));
        expect(await store.lastSequence()).to.equal(1);
      });
      it('has them in the log, in order, behind those of that group', async () => {
        await store.prepare(partOf(2, 2, [noiseBytes(8, 4)]));
        await store.save(groupOf(2, { preparedParts: 3, log: [noiseBytes(8, 5)], linesFrom: 1 }));
        expect(await keys()).to.deep.equal(['1:0', '2:0', '2:1', '2:2', '2:3']);
      });
      it('has nothing of them when the group does without them', async () => {
        await store.save(groupOf(2, { linesFrom: 1, log: [noiseBytes(8, 9)] }));
        expect(await logOf(store)).to.deep.equal([
          ['1:0', noiseBytes(8, 1)],
          ['2:0', noiseBytes(8, 9)],
        ]);
      });
      it('has nothing of them when a later group comes instead', async () => {
        await store.save(groupOf(5, { linesFrom: 1 }));
        expect(await keys()).to.deep.equal(['1:0']);
      });
      it('has nothing of them when another preparation begins', async () => {
        await store.prepare(partOf(3, 0, [noiseBytes(8, 6)]));
        await store.save(groupOf(3, { linesFrom: 1, preparedParts: 1 }));
        expect(await keys()).to.deep.equal(['1:0', '3:0']);
      });
      it('keeps them, and nothing else, when their group replaces everything', async () => {
        await store.save(groupOf(2, { reset: true, preparedParts: 2, lines: [B] }));
        expect(await keys()).to.deep.equal(['2:0', '2:1']);
      });
      it('keeps files that came with them', async () => {
        const files = new Map([[HASH, noiseBytes(2_500_000, 1)]]);
        await store.prepare(partOf(2, 2, [], { files }));
        const group = { reset: true, preparedParts: 2, keptFiles: [HASH] };
        await store.save(groupOf(2, group));
        expect((await store.load())?.files.get(HASH)?.length).to.equal(2_500_000);
      });
    });

    describe('that was given extents of a group', () => {
      const one = noiseBytes(9, 1);
      const two = noiseBytes(9, 2);
      beforeEach(async () => {
        await store.save(
          groupOf(1, {
            extents: [
              [[0, 0], one],
              [[0, 1], one],
              [[1, 0], one],
            ],
          }),
        );
        await store.prepare(partOf(2, 0, [], { extents: [[[0, 0], two]] }));
        await store.prepare(partOf(2, 0, [], { isFirst: false, extents: [[[0, 1], two]] }));
      });
      const names = async () => (await extentsOf(store)).map(([name]) => name);

      it('still has those of the group before', async () => {
        await reopened();
        expect(await store.lastSequence()).to.equal(1);
        expect((await extentsOf(store)).filter(([name]) => name.endsWith(':1'))).to.deep.equal([
          ['0:0:1', one],
          ['0:1:1', one],
          ['1:0:1', one],
        ]);
      });
      it('has them in the place of those before with their group', async () => {
        const preparedExtents = [[0, 0] as const, [0, 1] as const];
        await store.save(groupOf(2, { preparedExtents }));
        expect(await extentsOf(store)).to.deep.equal([
          ['0:0:2', two],
          ['0:1:2', two],
          ['1:0:1', one],
        ]);
      });
      it('has the last of an extent that comes with the group once more', async () => {
        const extents = [[[0, 0], noiseBytes(7, 7)]] as const;
        await store.save(groupOf(2, { preparedExtents: [[0, 0]], extents }));
        expect((await extentsOf(store))[0]).to.deep.equal(['0:0:2', noiseBytes(7, 7)]);
        expect(await names()).to.deep.equal(['0:0:2', '0:1:1', '1:0:1']);
      });
      it('has nothing of them when a later group comes instead, also after it was opened again', async () => {
        await reopened();
        await store.save(groupOf(5));
        expect(await names()).to.deep.equal(['0:0:1', '0:1:1', '1:0:1']);
      });
      it('has nothing of them when a group of that number does without them', async () => {
        await reopened();
        await store.save(groupOf(2));
        expect(await names()).to.deep.equal(['0:0:1', '0:1:1', '1:0:1']);
      });
      it('has nothing of them when another preparation begins', async () => {
        await store.prepare(partOf(3, 0, [], { extents: [[[1, 0], two]] }));
        expect(await names()).to.deep.equal(['0:0:1', '0:1:1', '1:0:1', '1:0:3']);
      });
      it('has only them when their group replaces everything', async () => {
        await store.save(groupOf(2, { reset: true, preparedExtents: [[0, 0]] }));
        expect(await extentsOf(store)).to.deep.equal([['0:0:2', two]]);
      });
    });

    describe('told that parts were prepared which are not there', () => {
      beforeEach(async () => {
        await store.save(groupOf(1, { lines: [A] }));
        await store.prepare(
          partOf(2, 0, [noiseBytes(8, 1)], { extents: [[[0, 0], noiseBytes(8, 2)]] }),
        );
      });
      const cases = {
        'a record of the log': { preparedParts: 2, preparedExtents: [[0, 0]] },
        'an extent': { preparedParts: 1, preparedExtents: [[0, 1]] },
      } as const;
      for (const [what, parts] of Object.entries(cases)) {
        for (const reset of [false, true]) {
          it(`keeps nothing of the group: ${what}${reset ? ', replacing all' : ''}`, async () => {
            const error = await errorOf(store.save(groupOf(2, { ...parts, reset, lines: [B] })));
            expect(error).to.include({ name: 'DiskError', kind: 'aborted' });
            expect((await store.load())?.lines).to.deep.equal([A]);
          });
        }
      }
      it('keeps the group when they are there, asked for before they were stored', async () => {
        const extents = [[[2, 2], noiseBytes(2_000_000, 3)]] as const;
        const part = store.prepare(partOf(2, 1, [noiseBytes(8, 4)], { extents }));
        const preparedExtents = [[0, 0] as const, [2, 2] as const];
        await store.save(groupOf(2, { preparedParts: 2, preparedExtents }));
        await part;
        expect((await extentsOf(store)).map(([name]) => name)).to.deep.equal(['0:0:2', '2:2:2']);
      });
    });

    describe('asked to go on from a group', () => {
      const mark = ({ sequence, digest }: HeadMark): HeadMark => ({ sequence, digest });
      const cases: readonly [string, number | null, ExpectedHead, DiskError['kind'] | null][] = [
        ['that is there does', 4, [mark(headAt(4))], null],
        ['that is one of two does', 4, [mark(headAt(3)), mark(headAt(4))], null],
        ['whichever it is does', 4, null, null],
        ['none, being empty, does', null, [], null],
        ['that has another number says so', 4, [mark(headAt(3))], 'taken'],
        ['of another digest says so', 4, [{ ...mark(headAt(4)), digest: 'x' }], 'taken'],
        ['none, not being empty, says so', 4, [], 'taken'],
        ['that is gone says so', null, [mark(headAt(4))], 'lost'],
      ];
      for (const [what, stored, after, kind] of cases) {
        it(what, async () => {
          if (stored !== null) await store.save(groupOf(stored, { lines: [A] }));
          const error = await errorOf(store.save(groupOf(5, { after, lines: [B] })));
          expect(error !== null && 'kind' in error ? error.kind : null).to.equal(kind);
          const lines = kind === null ? [B] : stored === null ? undefined : [A];
          expect((await store.load())?.lines).to.deep.equal(lines);
        });
      }
      it('takes no part of a group that goes on from another', async () => {
        await store.save(groupOf(4));
        const part = { ...partOf(6, 0, [noiseBytes(8, 1)]), after: [mark(headAt(3))] };
        expect((await errorOf(store.prepare(part)))?.name).to.equal('DiskError');
        expect(await logOf(store)).to.deep.equal([]);
      });
    });

    describe('given a group of which one part cannot be kept', () => {
      const whole = { reset: true, lines: [C], log: [noiseBytes(8, 2)] };
      const cases = {
        record: { ...whole, log: [noiseBytes(8, 2), POISON] },
        extent: { ...whole, extents: [[[0, 1], POISON] as const] },
        line: { ...whole, lines: [C, POISON as unknown as RunLine] },
      };
      for (const [what, parts] of Object.entries(cases)) {
        it(`keeps all that was before: the bad part is a ${what}`, async () => {
          const files = new Map([[HASH, noiseBytes(9, 9)]]);
          await store.save(groupOf(1, { lines: [A], log: [noiseBytes(8, 1)], files }));
          const before = await contentOf(store);
          expect(await errorOf(store.save(groupOf(2, parts)))).to.be.instanceOf(Error);
          expect(await contentOf(await reopened())).to.deep.equal(before);
        });
      }
      it('keeps the next one', async () => {
        await errorOf(store.save(groupOf(1, cases.record)));
        await store.save(groupOf(1, { log: [noiseBytes(8, 1)] }));
        expect((await store.load())?.head.sequence).to.equal(1);
      });
      it('keeps nothing of a bad part of a group either', async () => {
        expect(
          await errorOf(store.prepare(partOf(1, 0, [noiseBytes(8, 1), POISON]))),
        ).to.be.instanceOf(Error);
        expect(await logOf(store)).to.deep.equal([]);
      });
    });

    describe('keeps its own copy', () => {
      it('of what it was given', async () => {
        const record = noiseBytes(64, 1);
        await store.save(groupOf(1, { log: [record], extents: [[[0, 0], record]] }));
        record.fill(0);
        expect(await logOf(store)).to.deep.equal([['1:0', noiseBytes(64, 1)]]);
        expect(await extentsOf(store)).to.deep.equal([['0:0:1', noiseBytes(64, 1)]]);
      });
      it('of what it gives', async () => {
        await store.save(groupOf(1, { log: [noiseBytes(64, 1)], lines: [A] }));
        const { lab, log } = await contentOf(store);
        log[0]?.[1]?.fill(0);
        (lab?.lines as RunLine[]).length = 0;
        const again = await contentOf(store);
        expect(again.log).to.deep.equal([['1:0', noiseBytes(64, 1)]]);
        expect(again.lab?.lines).to.deep.equal([A]);
      });
    });
  });
}

/** As `deep.equal`, which takes seconds for a megabyte. */
function sameBytes(found: Uint8Array | null | undefined, expected: Uint8Array): boolean {
  return found?.length === expected.length && found.every((byte, at) => byte === expected[at]);
}
