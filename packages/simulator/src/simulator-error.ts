/** What was asked of the simulator makes no sense; `field` names the culprit, e.g. `legs[0].outcome`. */
export class SimulatorError extends Error {
  override name = 'SimulatorError' as const
  readonly field: string

  constructor(field: string, message: string) {
    super(`${field}: ${message}`)
    this.field = field
  }
}
