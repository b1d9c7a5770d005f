import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, explain, keptLines, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind } from '../support/explained.ts';
import { MISTAKES, type Mistake } from '../support/mistakes.ts';
import { openLab, play } from '../support/run-lines.ts';

function brought(mistake: Mistake, ...parts: (readonly string[])[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  for (const lines of [mistake.before ?? [], ...parts]) play(lab, ...lines);
  return lab;
}

for (const mistake of MISTAKES) {
  const { id, what, made, quiet, trouble, alarm, mended, cure, again } = mistake;
  describe(`${id}: when ${what}`, () => {
    it('nothing complains at once', () => {
      const lab = brought(mistake, made, quiet);
      const { alarms } = snapshotOf(lab);
      assert.ok(alarms.every(({ cites }) => !cites.includes(id)));
      if (mistake.before === undefined && !made[0]?.startsWith('fault'))
        assert.deepEqual(alarmCodes(lab), []);
    });

    it('the symptom is alarmed, and explained back to the mistake in at most six links', () => {
      const lab = brought(mistake, made, quiet, trouble);
      const standing = snapshotOf(lab).alarms.find(({ code }) => code === alarm);
      assert.ok(standing, `expected ${alarm}; ${alarmCodes(lab).join(', ')} stand`);
      const chain = chainBehind(lab, alarm);
      assert.ok(chain.length >= 2 && chain.length <= 6);
      const last = chain.at(-1);
      assert.ok(last);
      assert.ok(last.cites.includes(id), `it ends at "${last.text}"`);
      assert.deepEqual(standing.cites, last.cites);
      assert.equal(chain[0]?.text, standing.text);
      const begun = eventsOf(lab).find(({ sequence }) => sequence === chain[0]?.event);
      assert.deepEqual([begun?.kind, begun?.atMs], ['alarm', standing.sinceMs]);
      if (last.line !== null) {
        const line = keptLines(lab)[last.line]?.[2] ?? '';
        assert.ok(
          made.some((each) => each === line || each.endsWith(` ${line}`)),
          `${line} is not the mistake`,
        );
      }
    });

    it('mending that alone keeps the symptom away', () => {
      // M21 and M22 are steps left out: what mends them comes before or after what was done.
      const lines = id === 'M21' ? [mended, made] : [made, mended];
      const lab = brought(mistake, ...lines, quiet, trouble);
      const rest = snapshotOf(lab).alarms.filter(
        ({ code, cites }) => code === alarm && cites.includes(id),
      );
      assert.deepEqual(rest, []);
    });

    it('mending that ends the alarm', () => {
      const lab = brought(mistake, made, quiet, trouble, cure);
      assert.ok(!alarmCodes(lab).includes(alarm), alarmCodes(lab).join(', '));
      assert.ok('exitCode' in explain(lab, alarm));
    });

    if (again !== undefined) {
      it('the same trouble after that brings no alarm', () => {
        const lab = brought(mistake, made, quiet, trouble, cure, again);
        const { alarms } = snapshotOf(lab);
        assert.ok(alarms.every(({ code, cites }) => code !== alarm && !cites.includes(id)));
      });
    }
  });
}
