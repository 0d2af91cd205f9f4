const words: Record<string, string> = {
  logged_in: 'Logged in',
  login_failed: 'Login failed',
  logged_out: 'Logged out',
  password_set: 'Password set',
  session_ended: 'Session ended',
  sessions_ended: 'Other sessions ended',
  token_created: 'Token made',
  token_revoked: 'Token revoked',
  flow_created: 'Flow created',
  draft_changed: 'Draft changed',
  flow_published: 'Flow published',
  version_restored: 'Version restored',
  flow_removed: 'Flow deleted',
  scenario_kept: 'Scenario kept',
  scenario_removed: 'Scenario deleted',
  number_assigned: 'Number configured',
  number_removed: 'Number removed',
  report_replayed: 'Report sent again',
  reports_replayed: 'Reports sent again',
  destination_enabled: 'Destination enabled',
  url_reopened: 'URL opened again',
  signing_secret_shown: 'Signing secret shown',
  signing_secret_rotated: 'New signing secret',
  test_call_placed: 'Test call placed',
}

/** In the order of the menu. */
export const knownActions: readonly string[] = Object.keys(words)

/** An action of the audit log as people say it; one that this page does not know, as it is. */
export const actionWords = (action: string): string => words[action] ?? action
