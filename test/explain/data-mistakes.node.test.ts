import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, keptLines, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind } from '../support/explained.ts';
import { DATA_MISTAKES, DESTROYING_MISTAKES, type DataMistake } from '../support/mistakes-data.ts';
import { openLab, play } from '../support/run-lines.ts';

/** The pair of a mistake after some of its lines; 4 MiB disks. */
function brought({ scenario, before }: DataMistake, ...parts: (readonly string[])[]): Lab {
  const lab = openLab({ scenario: scenario ?? 'protected', diskMiB: 4 });
  for (const lines of [before ?? [], ...parts]) play(lab, ...lines);
  return lab;
}

for (const mistake of [...DATA_MISTAKES, ...DESTROYING_MISTAKES]) {
  const { id, what, made, quiet, trouble, alarm, steps, mended, isMendedInstead, cure } = mistake;
  describe(`${id}: when ${what}`, () => {
    it('nothing complains before the symptom', () => {
      const lab = brought(mistake, quiet.length === 0 ? [] : made, quiet);
      assert.ok(snapshotOf(lab).alarms.every(({ cites }) => !cites.includes(id)));
      assert.ok(!alarmCodes(lab).includes(alarm));
    });

    it('the symptom is alarmed, and explained back to the mistake and its steps', () => {
      const lab = brought(mistake, made, quiet, trouble);
      const standing = snapshotOf(lab).alarms.find(({ code }) => code === alarm);
      assert.ok(standing, `expected ${alarm}; ${alarmCodes(lab).join(', ')} stand`);
      const chain = chainBehind(lab, alarm);
      assert.ok(chain.length >= 2 && chain.length <= 6, String(chain.length));
      const last = chain.at(-1);
      assert.ok(last);
      assert.deepEqual(last.cites, [id, ...steps], last.text);
      assert.deepEqual(standing.cites, last.cites);
      assertTrue(lab, chain);
      if (last.line !== null) {
        const line = keptLines(lab)[last.line]?.[2] ?? '';
        assert.ok(
          made.some((each) => each === line || each.endsWith(` ${line}`)),
          `${line} is not the mistake`,
        );
      }
    });

    it('mending that alone keeps the symptom away', () => {
      const parts = isMendedInstead === true ? [mended] : [made, mended];
      const lab = brought(mistake, ...parts, quiet, trouble);
      assert.ok(!alarmCodes(lab).includes(alarm), alarmCodes(lab).join(', '));
    });

    if (cure !== null) {
      it('mending that ends the alarm', () => {
        const lab = brought(mistake, made, quiet, trouble, cure);
        assert.ok(!alarmCodes(lab).includes(alarm), alarmCodes(lab).join(', '));
      });
    }
  });
}

/** Every link that names an event says what that event says, and none comes after the alarm. */
function assertTrue(lab: Lab, chain: ReturnType<typeof chainBehind>): void {
  const events = new Map(eventsOf(lab).map((event) => [event.sequence, event]));
  const begun = chain[0]?.event ?? 0;
  for (const { event, text } of chain) {
    if (event === null) continue;
    const found = events.get(event);
    assert.ok(found, text);
    assert.ok(text.includes(found.text) || found.text.includes(text), `${text} / ${found.text}`);
    assert.ok(event <= begun, `${text} comes later than what it led to`);
  }
}
