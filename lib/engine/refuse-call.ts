import { asSentence } from '@/lib/domain/sentence';
import type { Refusal } from '@/lib/domain/tool';
import type { GateLayer } from '@/lib/domain/tool-call';
import type { NewToolCall } from './ports';

/** Marks a call as refused by a layer of the gate, with what the model is told. */
export function refuseCall(call: NewToolCall, layer: GateLayer, refusal: Refusal): void {
  call.status = 'refused';
  call.refusedBy = layer;
  call.error = errorText(refusal);
}

/** The one sentence or two a refused call becomes for the model. */
export function errorText(refusal: Refusal): string {
  return refusal.hint === '' ? `Error: ${refusal.message}` : `Error: ${asSentence(refusal.message)} ${refusal.hint}`;
}
