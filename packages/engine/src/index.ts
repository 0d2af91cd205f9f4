export { createEngine, type Engine } from './engine.ts'
export { type Difference, firstDifference, type Happening, happeningsIn } from './happenings.ts'
export { STEP_LIMITS } from './limits.ts'
export {
  type AskedRequest,
  type Outcome,
  type Outcomes,
  type SimulatedCall,
  type SimulatedStep,
  type Simulation,
  simulate,
  withAnswer,
} from './simulate.ts'
export { APOLOGY, type Step } from './step.ts'
