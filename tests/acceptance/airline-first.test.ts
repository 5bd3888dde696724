import { describeAirlineReplay } from '../fixtures/airline-replay';

describeAirlineReplay('tau-bench', 'tau1-airline-');
