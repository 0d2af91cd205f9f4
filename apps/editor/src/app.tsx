import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { createQueryClient } from './api/query-client.ts'
import { connectServerEvents } from './api/server-events.ts'
import { ErrorBoundary } from './pages/ErrorBoundary.tsx'
import { FlowsPage } from './pages/flows/FlowsPage.tsx'
import { Layout } from './pages/Layout.tsx'
import { LoginPage } from './pages/login/LoginPage.tsx'
import { SessionEnded } from './pages/login/SessionEnded.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { Skeleton } from './ui/Skeleton.tsx'
import { Toasts } from './ui/Toasts.tsx'

const FlowEditorPage = lazy(async () => ({
  default: (await import('./flow_editor/FlowEditorPage.tsx')).FlowEditorPage,
}))
const ComparePage = lazy(async () => ({
  default: (await import('./flow_editor/compare/ComparePage.tsx')).ComparePage,
}))
const NumbersPage = lazy(async () => ({
  default: (await import('./pages/numbers/NumbersPage.tsx')).NumbersPage,
}))
const CallsPage = lazy(async () => ({ default: (await import('./pages/calls/CallsPage.tsx')).CallsPage }))
const CallPage = lazy(async () => ({ default: (await import('./pages/calls/CallPage.tsx')).CallPage }))
const DeliveriesPage = lazy(async () => ({
  default: (await import('./pages/deliveries/DeliveriesPage.tsx')).DeliveriesPage,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('./pages/settings/SettingsPage.tsx')).SettingsPage,
}))

const queries = createQueryClient(() => {
  const here = location.pathname + location.search
  if (location.pathname !== '/login') navigate(`/login?to=${encodeURIComponent(here)}`, { replace: true })
})

/** The routes. Each page but the first is a chunk of its own, and only the editor's loads React Flow. */
export const App = () => (
  <QueryClientProvider client={queries}>
    <Switch>
      <Route path="/login">
        <LoginPage />
      </Route>
      <Route>
        <LoggedIn />
      </Route>
    </Switch>
    <Toasts />
  </QueryClientProvider>
)

function LoggedIn() {
  const [location] = useLocation()
  useEffect(() => connectServerEvents(queries), [])
  return (
    <Layout>
      <ErrorBoundary key={location}>
        <Suspense fallback={<Skeleton />}>
          <Switch>
            <Route path="/">
              <Redirect to="/flows" replace />
            </Route>
            <Route path="/flows" component={FlowsPage} />
            <Route path="/flows/:id">{({ id }) => <FlowEditorPage key={id} flowId={id} />}</Route>
            <Route path="/flows/:id/compare">{({ id }) => <ComparePage key={id} flowId={id} />}</Route>
            <Route path="/numbers" component={NumbersPage} />
            <Route path="/calls" component={CallsPage} />
            <Route path="/calls/:callUUID">
              {({ callUUID }) => <CallPage key={callUUID} callUUID={callUUID} />}
            </Route>
            <Route path="/deliveries" component={DeliveriesPage} />
            <Route path="/settings" component={SettingsPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
      <SessionEnded />
    </Layout>
  )
}
