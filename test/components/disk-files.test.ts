import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import type { LabDiskFiles } from '../../web/components/disk-files/disk-files.ts';
import '../../web/components/disk-files/disk-files.ts';
import { textOf } from '../support/administrator.ts';
import { ConsoleLab } from '../support/console-lab.ts';
import { pick } from '../support/consoles.ts';
import { control, deepElements, drawn, hasControl } from '../support/press.ts';
import { savedFile } from '../support/saved-file.ts';

interface Panel {
  readonly lab: ConsoleLab;
  readonly element: LabDiskFiles;
  readonly imported: (readonly [node: string, path: string, size: number])[];
}

async function panel(...before: readonly string[]): Promise<Panel> {
  const lab = new ConsoleLab('protected');
  lab.play(...before.map((line) => ['A1', line] as const));
  const imported: [string, string, number][] = [];
  const element = await fixture<LabDiskFiles>(
    html`<lab-disk-files
      style="width: 360px; height: 700px"
      .snapshot=${lab.snapshot()}
      .actions=${{
        execute: async (line: string, node: string) => {
          const result = await lab.run(line, node);
          element.snapshot = lab.snapshot();
          return result;
        },
        importFile: (node: string, path: string, blob: Blob) => {
          imported.push([node, path, blob.size]);
          return element.actions?.execute(`fill "${path}" ${String(blob.size)}`, node);
        },
        readFile: (node: string, path: string) => Promise.resolve(lab.readFile(node, path)),
      }}
    ></lab-disk-files>`,
  );
  await shows(element, 'CLUS-B');
  return { lab, element, imported };
}

/** Drawings of the panel stand a while. */
async function shows(element: LabDiskFiles, text: string): Promise<void> {
  await waitUntil(() => textOf(element).includes(text), `"${text}" is not shown`);
  await drawn(element);
}

function inputOf(element: LabDiskFiles, tag: string): HTMLInputElement {
  const found = [...deepElements(element)].find((each) => each.localName === tag);
  if (found === undefined) throw new Error(`there is no ${tag}`);
  return found as HTMLInputElement;
}

async function give(element: LabDiskFiles, tag: string, value: string): Promise<void> {
  const found = inputOf(element, tag);
  found.value = value;
  found.dispatchEvent(new Event('input'));
  await drawn(element);
}

describe('the files panel', () => {
  it('is accessible, lists open and a script too', async () => {
    const { element } = await panel();
    await expect(element).to.be.accessible();
    await pick(element, 'File S:\\postover.bat', 'Edit');
    await waitUntil(() => hasControl(element, 'Close the editor'));
    await expect(element).to.be.accessible();
  });

  it('shows the drives of both clusters, and each node’s own', async () => {
    const { element } = await panel('md C:\\Logs');
    expect(textOf(element)).to.contain('S:\\Docs').and.contain('orders.txt');
    const selects = [...deepElements(element)].filter((each) => each.localName === 'select');
    const words = selects.map((each) =>
      [...(each as HTMLSelectElement).options].map((option) => option.text.trim()).join(', '),
    );
    expect(words).to.deep.equal(['S:, Q:, C: of A1, C: of A2', 'S:, Q:, C: of B1, C: of B2']);
    const [select] = selects as HTMLSelectElement[];
    if (select === undefined) throw new Error('there is no drive to choose');
    select.value = 'C: A1';
    select.dispatchEvent(new Event('change'));
    await shows(element, 'C:\\Logs');
  });

  it('makes a folder by a line that is shown, and lists it empty', async () => {
    const { lab, element } = await panel();
    await pick(element, 'Folder S:\\Docs', 'New folder');
    const form = [...deepElements(element)].find((each) => each.localName === 'lab-name-form');
    const name = form?.shadowRoot?.querySelector('input') as HTMLInputElement;
    name.value = 'My Plans';
    name.dispatchEvent(new Event('input'));
    await drawn(element);
    expect(textOf(element)).to.contain('md "S:\\Docs\\My Plans"');
    control(element, 'Make it').click();
    await shows(element, 'A1 › md');
    expect(lab.ran.at(-1)).to.deep.equal(['A1', 'md "S:\\Docs\\My Plans"']);
    expect(
      lab
        .snapshot()
        .clusters.first.disks.some(({ folders }) => folders.includes('S:\\Docs\\My Plans')),
    ).to.equal(true);
    await waitUntil(() => hasControl(element, 'Folder S:\\Docs\\My Plans'));
  });

  it('deletes and renames by lines, and says a refusal in the lab’s words', async () => {
    const { lab, element } = await panel('write S:\\a.txt hello', 'write S:\\b.txt hello');
    await waitUntil(() => hasControl(element, 'File S:\\a.txt'));
    await pick(element, 'File S:\\a.txt', 'Rename');
    const form = [...deepElements(element)].find((each) => each.localName === 'lab-name-form');
    const name = form?.shadowRoot?.querySelector('input') as HTMLInputElement;
    name.value = 'b.txt';
    name.dispatchEvent(new Event('input'));
    await drawn(element);
    control(element, 'Rename').click();
    await shows(element, 'There is a file S:\\b.txt already. (exit 183)');
    await pick(element, 'File S:\\b.txt', 'Delete');
    await shows(element, 'A1 › del S:\\b.txt');
    expect(lab.ran.map(([, line]) => line)).to.deep.equal([
      'move S:\\a.txt S:\\b.txt',
      'del S:\\b.txt',
    ]);
  });

  it('puts dropped files into the folder they are dropped on', async () => {
    const { element, imported } = await panel();
    const folder = [...deepElements(element)].find(
      (each) => each.matches('.folder') && each.textContent.includes('S:\\Docs'),
    );
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['12345'], 'a:b.txt'));
    folder?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await shows(element, 'S:\\Docs\\a_b.txt: XXH3');
    expect(imported).to.deep.equal([['A1', 'S:\\Docs\\a_b.txt', 5]]);
  });

  it('says what a full disk refuses, and stops there', async () => {
    const { element, imported } = await panel();
    await element.take([
      new File([new Uint8Array(5 * 1024 * 1024)], 'large.bin'),
      new File(['x'], 'small.txt'),
    ]);
    await shows(element, '(exit 112)');
    expect(imported.map(([, path]) => path)).to.deep.equal(['S:\\Files\\large.bin']);
  });

  it('downloads what the node reads', async () => {
    const { element } = await panel('write S:\\a.txt hello');
    await waitUntil(() => hasControl(element, 'Download S:\\a.txt from A1'));
    const saved = savedFile();
    control(element, 'Download S:\\a.txt from A1').click();
    const { name, bytes } = await saved;
    expect([name, new TextDecoder().decode(bytes)]).to.deep.equal(['a.txt', 'hello']);
  });

  it('edits a script: hints a line, inserts one, and saves by the line that it shows', async () => {
    const { lab, element } = await panel();
    await pick(element, 'File S:\\postover.bat', 'Edit');
    await waitUntil(() => hasControl(element, 'Close the editor'));
    await drawn(element);
    const area = inputOf(element, 'textarea');
    expect(area.value).to.equal('Cluster group "Application" /ONLINE');
    await give(element, 'textarea', 'rem mine\nclient start');
    expect(textOf(element)).to.contain('"client" is not recognised here: 9009.');
    await give(element, 'textarea', 'rem mine');
    const pieces = [...deepElements(element)].find(
      (each) => each.getAttribute('aria-label') === 'Insert a line',
    ) as HTMLSelectElement;
    pieces.value = 'Cluster group Application /ONLINE';
    pieces.dispatchEvent(new Event('change'));
    await drawn(element);
    const line = 'write S:\\postover.bat "rem mine\\nCluster group Application /ONLINE"';
    expect(textOf(element)).to.contain(line);
    control(element, 'Save').click();
    await shows(element, 'S:\\postover.bat: saved');
    expect(lab.ran.at(-1)).to.deep.equal(['B1', line]);
    expect(new TextDecoder().decode(lab.readFile('B1', 'S:\\postover.bat'))).to.equal(
      'rem mine\nCluster group Application /ONLINE',
    );
  });
});
