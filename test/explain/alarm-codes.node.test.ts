import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { ALARM_RULES } from '../../workers/core/explain/alarm-rules.ts';

const PUBLISHED = new URL('../../ARCHITECTURE.md', import.meta.url);

it('every code of an alarm is published, with a mark where it stands to the end, and no other', () => {
  const rows = readFileSync(PUBLISHED, 'utf8').matchAll(/^\| `([a-z-]+)`( †)? +\|/gm);
  const published = [...rows].map(([, code, mark]) => [code, mark !== undefined]);
  const known = ALARM_RULES.map(({ code, lasts }) => [code, lasts]);
  assert.deepEqual(published.sort(), known.sort());
  assert.equal(new Set(known.map(String)).size, known.length);
});
