import type { Row } from '../report';
import type { Stage } from '../stage';

/** One line of what the bench is asked: its name for --only, and how its rows are come by. */
export interface Measure {
  name: string;
  title: string;
  run(stage: Stage): Promise<Row[]>;
}
