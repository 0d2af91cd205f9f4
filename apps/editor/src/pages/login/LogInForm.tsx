import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import type { useLogIn } from './use-log-in.ts'

interface LogInFormProps extends ReturnType<typeof useLogIn> {
  className: string | undefined
  description?: string
  /** Above the field. */
  children?: ReactNode
}

/** Takes the password, or an API token instead. */
export function LogInForm({ className, description, children, isBusy, error, logInWith }: LogInFormProps) {
  const [text, setText] = useState('')
  const [by, setBy] = useState<'password' | 'token'>('password')
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void logInWith(by === 'token' ? text.trim() : text, by)
  }
  const onSwitch = () => {
    setBy(by === 'password' ? 'token' : 'password')
    setText('')
  }
  return (
    <form className={className} onSubmit={onSubmit}>
      {children}
      <Field
        label={by === 'password' ? 'Password' : 'API token'}
        {...(description ? { description } : {})}
        error={error}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete={by === 'password' ? 'current-password' : 'off'}
            required
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? 'Logging in…' : 'Log in'}
      </Button>
      <Button variant="ghost" onClick={onSwitch}>
        {by === 'password' ? 'Use an API token instead' : 'Use the password instead'}
      </Button>
    </form>
  )
}
