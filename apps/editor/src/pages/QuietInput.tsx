import { useEffect, useState } from 'react'
import { TextInput } from '../ui/TextInput.tsx'

/** Long enough that a word is searched for once, short enough to feel at once. */
const QUIET_MS = 250

interface QuietInputProps {
  label: string
  type?: 'search' | 'text'
  placeholder: string
  value: string
  onChange: (value: string) => void
}

/** A text that is taken over when the typing pauses. */
export function QuietInput({ label, type = 'text', placeholder, value, onChange }: QuietInputProps) {
  const [typed, setTyped] = useState(value)
  const [taken, setTaken] = useState(value)
  // Changed from outside, as by "Clear the filters".
  if (value !== taken) {
    setTaken(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === taken) return
    const timer = setTimeout(() => {
      setTaken(typed)
      onChange(typed)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [typed, taken, onChange])
  return (
    <TextInput
      type={type}
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  )
}
