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

/** Takes an API token. */
export function LogInForm({ className, description, children, isBusy, error, logInWith }: LogInFormProps) {
  const [token, setToken] = useState('')
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void logInWith(token.trim(), 'token')
  }
  return (
    <form className={className} onSubmit={onSubmit}>
      {children}
      <Field label="API token" {...(description ? { description } : {})} error={error}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            required
            value={token}
            onChange={({ target }) => setToken(target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? 'Logging in…' : 'Log in'}
      </Button>
    </form>
  )
}
