/**
 * Where Plivo reports on an effect: absolute URLs without a fragment. A `nodeId` of null means that the engine
 * itself asked for the effect.
 */
export interface CallbackUrls {
  /** Answers with the XML that goes on after the dial. */
  dialEnded(step: number, nodeId: string | null): string
  /** Hears of each leg; its answer is ignored. */
  dialEvent(step: number, nodeId: string | null): string
  /** Answers with the prompt that the callee hears before the key is asked for. */
  confirmSound(step: number, nodeId: string | null): string
  /** Hears where the recording lies; its answer is ignored. */
  recorded(step: number, nodeId: string | null): string
}
