import { PasswordForm } from './PasswordForm.tsx'
import { Sessions } from './Sessions.tsx'

/** The password, and the browsers that are logged in. */
export const LogIn = () => (
  <>
    <PasswordForm />
    <Sessions />
  </>
)
