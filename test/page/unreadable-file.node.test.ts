import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandResult } from '../../workers/api.ts';
import { VisitedSite } from './support/visited-site.ts';

const visited = new VisitedSite();

describe('A file that the browser cannot read', () => {
  it('is refused with a text, as any line is, and nothing is stored', async () => {
    const tab = await visited.freshTab();
    await tab.open(`${visited.site.url}lab.html`);
    await tab.pace(true, 1);
    await tab.advance(0);
    const before = await tab.digest();
    const result = (await tab.page.evaluate(
      `(() => {
        const blob = new Blob(['x']);
        blob.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
        return document.querySelector('failover-lab').importFile('A1', 'S:\\\\Files\\\\x.bin', blob);
      })()`,
    )) as CommandResult;
    assert.notEqual(result.exitCode, 0);
    assert.match(result.output, /x\.bin/);
    assert.equal(result.changed, false);
    assert.equal(await tab.digest(), before);
    assert.deepEqual((await tab.exportRun()).lines, []);
    assert.deepEqual(tab.troubles, []);
  });
});
