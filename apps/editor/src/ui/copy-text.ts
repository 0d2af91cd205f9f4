import { toast } from './toast.ts'

/** True once the text is on the clipboard; says so where the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast('The browser does not let this page copy; select the text instead.', 'warning')
    return false
  }
}
