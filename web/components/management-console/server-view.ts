import { html, nothing, type TemplateResult } from 'lit';

import { systemsNamed } from '../../words/system.ts';
import { stateWord } from '../shape/state-look.ts';
import { profileWords } from './server-dialogs.ts';
import { type Server, serviceLook } from './servers.ts';

/** What a server is: its service, what it was installed for, its sets. */
export function serverView(server: Server): TemplateResult {
  const { node, cluster, service } = server;
  return html`<dl class="facts">
      <div>
        <dt>Double-Take</dt>
        <dd>${stateWord(serviceLook(server))}</dd>
      </div>
      ${
        service.installed
          ? html`<div>
              <dt>Installed for</dt>
              <dd>${profileWords(server)}</dd>
            </div>`
          : nothing
      }
      <div>
        <dt>Cluster</dt>
        <dd>${cluster.name}</dd>
      </div>
      <div>
        <dt>Operating system</dt>
        <dd>${systemsNamed(node.os)} <code>${node.os}</code></dd>
      </div>
      <div>
        <dt>Domain</dt>
        <dd>${node.domain}, ${node.member ? 'member server' : 'domain controller'}</dd>
      </div>
      <div>
        <dt>Licence</dt>
        <dd>${node.licensed ? 'yes' : 'none'}</dd>
      </div>
      ${node.cards.map(
        ({ network, address }) =>
          html`<div>
            <dt>${network}</dt>
            <dd><code>${address}</code></dd>
          </div>`,
      )}
    </dl>
    ${service.running ? setTable(server) : nothing}`;
}

function setTable({ service: { replicationSets } }: Server): TemplateResult {
  if (replicationSets.length === 0) return html`<p class="empty">No replication sets yet.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Replication Set</th>
        <th scope="col">Rules</th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      ${replicationSets.map(
        ({ name, rules, saved }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${rules.length}</td>
            <td>${saved ? 'saved' : 'not saved'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
