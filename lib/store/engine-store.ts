import type { EngineStore } from '@/lib/engine/ports';
import { appendClaimedEvents, appendEvents } from './runs/append-events';
import { loadHistory } from './conversations/load-history';
import { insertBusinessEvents } from './business-events/insert-business-events';
import { admitCall } from './breakers/admit-call';
import { recordReach } from './breakers/record-reach';
import type { Database } from './database';
import { askWhetherItHappened } from './executions/ask-whether-it-happened';
import { isHalted } from './halts/is-halted';
import { holdExecution } from './executions/hold-execution';
import { lockExecution } from './executions/lock-execution';
import { countStandingApprovals } from './proposals/count-standing-approvals';
import { moveExecution } from './executions/move-execution';
import { postpone } from './executions/postpone';
import { startAttempt } from './executions/start-attempt';
import { readPolicy } from './policies/read-policy';
import { countPending } from './proposals/count-pending';
import { findEffects } from './proposals/find-effects';
import { insertProposals } from './proposals/insert-proposals';
import { supersedeProposal } from './proposals/supersede-proposal';
import { useRate } from './rate-limits/use-rate';
import { isHandedOver } from './inbox/is-handed-over';
import { storeIntent } from './runs/store-intent';
import { commitStep } from './runs/commit-step';
import { escalateRun, finishRun } from './runs/end-run';
import { loadRecords } from './runs/load-records';
import { parkRun } from './runs/park-run';
import { takeRecord } from './runs/read-ahead';
import { pauseRun, setAside, waitForModel } from './runs/pause-run';
import { bookToolCosts } from './spend/book-tool-costs';
import { releaseSpend } from './spend/release-spend';
import { reserveSpend } from './spend/reserve-spend';
import { addNote } from './steps/add-note';
import { insertModelCalls } from './steps/insert-model-calls';
import { insertStep } from './steps/insert-step';
import { insertToolCalls, settleCalls } from './steps/tool-calls';
import { findResult } from './tool-results/find-result';
import { keepResult } from './tool-results/keep-result';

/** The engine's store on Postgres: each verb in its own file, joined here to the port. */
export function createEngineStore(database: Database): EngineStore {
  return {
    transaction: (work) => database.transaction(work),
    withoutTransaction: () => database.autocommit,
    loadRecord: async (claim) => {
      const [record] = [takeRecord(claim) ?? (await loadRecords(database.autocommit, [claim.runId]))].flat();
      if (!record) throw new Error(`Run ${claim.runId} does not exist.`);
      return record;
    },
    loadHistory: (record) => loadHistory(database.autocommit, record),
    commit: (claim, activeMs, work) => commitStep(database, claim, activeMs, work),
    isHandedOver: (conversationId) => isHandedOver(database, conversationId),
    storeIntent,
    startStep: (claim, step) =>
      appendClaimedEvents(database.autocommit, claim, [{ type: 'step.started', data: { step } }]),
    appendText: (claim, step, attempt, text) =>
      appendClaimedEvents(database.autocommit, claim, [{ type: 'text.delta', data: { step, attempt, text } }]),
    insertStep,
    insertToolCalls,
    insertProposals,
    settleCalls,
    appendEvents,
    ...spendVerbs(database),
    readPolicy,
    countPending,
    findEffects,
    lockExecution,
    countStandingApprovals,
    moveExecution,
    useRate,
    holdExecution,
    insertBusinessEvents,
    addNote,
    startAttempt,
    postpone,
    findResult: (key) => findResult(database.autocommit, key),
    keepResult: (key, output, changes) => keepResult(database.autocommit, key, output, changes),
    admitCall,
    recordReach: (tool, reached) => recordReach(database.autocommit, tool, reached),
    supersede: supersedeProposal,
    askWhetherItHappened,
    ...endings(database),
    isHalted,
    setAside,
  };
}

function spendVerbs(
  database: Database,
): Pick<EngineStore, 'insertModelCalls' | 'bookToolCosts' | 'reserveSpend' | 'releaseSpend'> {
  return {
    insertModelCalls,
    bookToolCosts,
    reserveSpend: (reservation) => reserveSpend(database, reservation),
    releaseSpend,
  };
}

/** How a worker lets go of a run. */
function endings(database: Database): Pick<EngineStore, 'park' | 'waitForModel' | 'pause' | 'finish' | 'escalate'> {
  return {
    park: (claim, activeMs, wakeAt) =>
      database.transaction((transaction) => parkRun(transaction, claim, activeMs, wakeAt)),
    waitForModel: (claim, activeMs, seconds) =>
      database.transaction((transaction) => waitForModel(transaction, claim, activeMs, seconds)),
    pause: (claim, activeMs) => database.transaction((transaction) => pauseRun(transaction, claim, activeMs)),
    finish: (claim, activeMs, ending) =>
      database.transaction((transaction) => finishRun(transaction, claim, activeMs, ending)),
    escalate: (claim, activeMs, stop, failed) =>
      database.transaction((transaction) => escalateRun(transaction, claim, activeMs, stop, failed)),
  };
}
