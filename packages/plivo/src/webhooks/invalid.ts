/** A request that is not one of Plivo's: which parameter is wrong and why, in one sentence. */
export interface Invalid {
  kind: 'invalid'
  field: string
  message: string
}

export const invalid = (field: string, message: string): Invalid => ({ kind: 'invalid', field, message })
