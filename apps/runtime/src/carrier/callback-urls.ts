/** The callbacks of a step of a call; the last segment of their paths. */
export type Callback = 'dial-ended' | 'dial-event' | 'confirm' | 'recorded' | 'continue'

/** `/plivo/calls/{callUUID}/{step}/{nodeId}/{callback}`: the carrier gives no event ids, so the URL is one. */
export const CALLBACK_ROUTE = '/plivo/calls/:callUUID/:step/:nodeId/:callback'

export interface CallbackParams {
  callUUID: string
  step: string
  nodeId: string
  callback: string
}

export const callbackUrl = (
  publicUrl: string,
  callUUID: string,
  step: number,
  nodeId: string | null,
  callback: Callback,
) =>
  `${publicUrl}/plivo/calls/${encodeURIComponent(callUUID)}/${step}/${encodeURIComponent(nodeId ?? '-')}/${callback}`
