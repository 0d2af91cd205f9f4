export { createEngine, type Engine } from './engine.ts'
export { STEP_LIMITS } from './limits.ts'
export { type Outcome, type Outcomes, type SimulatedCall, type SimulatedStep, simulate } from './simulate.ts'
export { APOLOGY, type Step } from './step.ts'
