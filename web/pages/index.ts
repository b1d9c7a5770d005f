import '../components/failover-lab/failover-lab.ts';
import { furnishLabPage } from './lab-page.ts';

furnishLabPage();
