import { expect, fixture, html } from '@open-wc/testing';

import '../support/faked-lab.ts';
import type { FakedLab } from '../support/faked-lab.ts';
import { enter, press, textOf } from '../support/administrator.ts';
import { pick } from '../support/consoles.ts';
import { control, drawn, field, focused, keys, nameOf } from '../support/press.ts';

const CONSOLES = [
  'Cluster Administrator',
  'Management Console',
  'Failover Control Center',
  'Restoration Manager',
] as const;

async function sandbox(size: string): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab paused style="${size}; --motion-calm: 0ms"></faked-lab>`,
  );
  await lab.ready;
  await drawn(lab);
  return lab;
}

for (const [what, size] of [
  ['a desk', 'width: 1440px; height: 900px'],
  ['a phone', 'width: 390px; height: 844px'],
] as const) {
  describe(`the consoles on ${what}`, () => {
    it('open from the bar one by one, beside what is there, and close by Escape', async () => {
      const lab = await sandbox(size);
      for (const name of CONSOLES) {
        await pick(lab, 'Consoles', name);
        await drawn(lab);
        const close = control(lab, `Close ${name}`);
        const edge = lab.getBoundingClientRect().right;
        expect(close.getBoundingClientRect().right).to.be.at.most(edge);
        close.focus();
        await keys('Escape');
        await drawn(lab);
        expect(() => control(lab, `Close ${name}`)).to.throw('there is no control');
        expect(nameOf(focused() ?? document.body)).to.equal('Consoles');
      }
    });

    it('stay as they were while another is shown, and close one by one', async () => {
      const lab = await sandbox(size);
      await pick(lab, 'Consoles', 'Cluster Administrator');
      await press(lab, 'Groups', 'New Group');
      await enter(lab, 'Name', 'Shop');
      await pick(lab, 'Consoles', 'Management Console');
      expect(textOf(lab)).not.to.contain('cluster group Shop /create');
      await pick(lab, 'Consoles', 'Cluster Administrator');
      expect(textOf(lab)).to.contain('cluster group Shop /create');
      expect(field(lab, 'Name').value).to.equal('Shop');
      await press(lab, 'Close Cluster Administrator');
      await pick(lab, 'Consoles', 'Cluster Administrator');
      expect(textOf(lab)).not.to.contain('cluster group Shop /create');
    });

    it('lead from the Management Console to the Restoration Manager', async () => {
      const lab = await sandbox(size);
      await pick(lab, 'Consoles', 'Management Console');
      await pick(lab, 'Tools', 'Restoration Manager…');
      await drawn(lab);
      expect(control(lab, 'Close Restoration Manager').checkVisibility()).to.equal(true);
    });
  });
}
