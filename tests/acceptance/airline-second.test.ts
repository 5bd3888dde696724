import { describeAirlineReplay } from '../fixtures/airline-replay';

describeAirlineReplay('tau2-bench', 'tau2-airline-');
