import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import '../../web/components/lab-notice/lab-notice.ts';
import type { LabNotice } from '../../web/components/lab-notice/lab-notice.ts';
import type { Notice } from '../../web/components/lab-notice/notice.ts';

const NOTICE: Notice = {
  text: 'It does not open.',
  acts: [
    { name: 'open', words: 'Open it again' },
    { name: 'delete', words: 'Delete what is stored', sure: 'It is deleted for good.' },
  ],
};

async function shown(): Promise<LabNotice> {
  return fixture<LabNotice>(html`<lab-notice .notice=${NOTICE}></lab-notice>`);
}

function button(notice: LabNotice, words: string): HTMLButtonElement {
  const found = [...notice.renderRoot.querySelectorAll('button')].find(
    (each) => each.textContent === words,
  );
  if (found === undefined) throw new Error(`there is no button "${words}"`);
  return found;
}

function wordsOf(notice: LabNotice): string[] {
  return [...notice.renderRoot.querySelectorAll('button')].map((each) => each.textContent);
}

describe('A notice', () => {
  it('is accessible, says its text at once, and offers its acts', async () => {
    const notice = await shown();
    await expect(notice).to.be.accessible();
    expect(notice.renderRoot.querySelector('[role=alert]')?.textContent).to.equal(
      'It does not open.',
    );
    expect(wordsOf(notice)).to.deep.equal(['Open it again', 'Delete what is stored']);
  });

  it('does at once what needs no second thought', async () => {
    const notice = await shown();
    const acted = oneEvent<CustomEvent<{ name: string }>>(notice, 'lab-notice-act');
    button(notice, 'Open it again').click();
    expect((await acted).detail).to.deep.equal({ name: 'open' });
  });

  it('asks before it deletes, with the focus on the harmless answer', async () => {
    const notice = await shown();
    const acts: string[] = [];
    notice.addEventListener('lab-notice-act', (event) => {
      acts.push((event as CustomEvent<{ name: string }>).detail.name);
    });
    button(notice, 'Delete what is stored').click();
    await notice.updateComplete;
    await notice.updateComplete;
    expect(notice.renderRoot.querySelector('[role=alert]')?.textContent).to.equal(
      'It is deleted for good.',
    );
    expect(notice.shadowRoot?.activeElement).to.equal(button(notice, 'Keep it'));
    button(notice, 'Keep it').click();
    await notice.updateComplete;
    expect(acts).to.deep.equal([]);
    button(notice, 'Delete what is stored').click();
    await notice.updateComplete;
    button(notice, 'Delete what is stored').click();
    expect(acts).to.deep.equal(['delete']);
  });
});
