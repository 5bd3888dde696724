import type { Json } from '@/lib/domain/json';
import { sameJson, withoutNulls } from './recorded-changes';

/** Equal as JSON where both are, as text otherwise; a null member equals an absent one. */
export function isRecordedOutput(text: string, recorded: string): boolean {
  if (text === recorded) return true;
  try {
    return sameJson(withoutNulls(JSON.parse(text) as Json), withoutNulls(JSON.parse(recorded) as Json));
  } catch {
    return false;
  }
}
