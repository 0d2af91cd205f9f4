import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './IconButton.tsx'
import { toast } from './toast.ts'

const SHOWN_MILLISECONDS = 1500

/** Copies the text; `what` completes its name: "Copy Answer URL". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      toast('The browser does not let this page copy; select the text instead.', 'warning')
    }
  }
  return <IconButton label={`Copy ${what}`} icon={isCopied ? <Check /> : <Copy />} onClick={copy} />
}
