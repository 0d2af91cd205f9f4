import { setToastSlot } from './toast.ts'

/** While it is there, notices appear in it rather than in the corner of the window, where they would cover controls. */
export const ToastSlot = ({ className }: { className: string | undefined }) => (
  <div ref={setToastSlot} className={className} />
)
