import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEngineInNode } from '../support/engine-in-node.ts';

describe('lab until', () => {
  it('plays on until the expression holds, and ends at a whole tenth of a second', async () => {
    const engine = await openEngineInNode();
    await engine.execute('fault site first off', null);
    const online =
      'clusters.second.groups.exists(g, g.name == "Application" && g.state == "Online")';
    const result = await engine.execute(
      `lab until "${online.replaceAll('"', '\\"')}" within 5m`,
      null,
    );
    assert.deepEqual(result, { exitCode: 0, output: '', changed: false });
    const { clusters, atMs } = engine.snapshot();
    const group = clusters.second.groups.find(({ name }) => name === 'Application');
    assert.equal(group?.state, 'Online');
    assert.equal(atMs % 100, 0);
    assert.ok(atMs < 300_000);
  });

  it('takes no time when the expression holds already', async () => {
    const engine = await openEngineInNode();
    const { exitCode } = await engine.execute('lab until "size(connections) == 1" within 1h', null);
    assert.equal(exitCode, 0);
    assert.equal(engine.snapshot().atMs, 0);
  });

  it('ends with 1 when the time is over, and counts what is absent or null as false', async () => {
    const engine = await openEngineInNode();
    for (const expression of ['ledger.rpoMs >= 0', 'nobody.home == 1', 'seed']) {
      const { exitCode } = await engine.execute(`lab until "${expression}" within 2s`, null);
      assert.equal(exitCode, 1, expression);
    }
    assert.equal(engine.snapshot().atMs, 6000);
  });

  it('refuses what does not parse, with the place, and lets no time pass', async () => {
    const engine = await openEngineInNode();
    const { exitCode, output } = await engine.execute('lab until "seed ==" within 5s', null);
    assert.equal(exitCode, 87);
    assert.match(output, /seed ==\n\s+\^/);
    assert.equal(engine.snapshot().atMs, 0);
  });

  it('is never kept in the run', async () => {
    const engine = await openEngineInNode();
    await engine.execute('lab until "atMs >= 500" within 5s', null);
    const { lines, endMs } = engine.exportRun(false);
    assert.deepEqual([lines, endMs], [[], 500]);
  });
});
