import type { Hands } from './hands.ts';
import {
  firstVirtualServer,
  requirements,
  secondVirtualServer,
  sourceConnection,
} from './procedure-clusters.ts';
import { deskOf } from './procedure-desk.ts';
import { doubleTake, replicationSet, scripts, twinOfTheSet } from './procedure-double-take.ts';
import { failback, lossOfFirst, onlineAndMonitored, restoration } from './procedure-failover.ts';
import type { ProcedureLab } from './procedure-page.ts';

/** Does the whole procedure on the page, from two bare clusters to the way home. */
export async function doWholeProcedure(lab: ProcedureLab, hands: Hands): Promise<void> {
  const desk = deskOf(lab, hands);
  await requirements(desk);
  await firstVirtualServer(desk);
  await doubleTake(desk, 'A1', 'A2');
  await replicationSet(desk);
  await twinOfTheSet(desk);
  await sourceConnection(desk);
  await secondVirtualServer(desk);
  await doubleTake(desk, 'B1', 'B2');
  await scripts(desk);
  await onlineAndMonitored(desk);
  await lossOfFirst(desk);
  await failback(desk);
  await restoration(desk);
}
