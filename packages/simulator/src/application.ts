import type { Method } from './webhook.ts'

/** What a rented number leads to. URLs may carry Plivo's retry fragment (`#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt`). */
export interface Application {
  answerUrl: string
  answerMethod?: Method
  hangupUrl: string
  hangupMethod?: Method
  fallbackUrl?: string
  fallbackMethod?: Method
}
