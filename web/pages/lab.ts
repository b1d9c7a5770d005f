import '../components/failover-lab/failover-lab.ts';
import { furnishLabPage } from './lab-page.ts';

/** A link may name the scenario; each has a sandbox of its own, so that none replaces another. */
const scenario = new URLSearchParams(location.search).get('scenario');
const lab = document.querySelector('failover-lab');
if (scenario !== null && lab !== null) {
  lab.scenario = scenario;
  lab.id = `sandbox-${scenario}`;
}
furnishLabPage();
