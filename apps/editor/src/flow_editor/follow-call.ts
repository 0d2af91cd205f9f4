import { advanceRun, beginRun, type Run, type RunStep } from '../canvas/run.ts'

export type LiveStep = RunStep & { callUUID: string }

/**
 * The run to show after a step of any call of the flow: a call that begins takes over; one that was under way
 * already is shown, from here on, only while there is no other.
 */
export function followCall(run: Run | null, step: LiveStep): Run | null {
  if (step.event.type === 'call_started' || run === null) return advanceRun(beginRun(step.callUUID), step)
  return run.callUUID === step.callUUID ? advanceRun(run, step) : run
}
