import { createHashRouter } from 'react-router'
import { RouteProblem } from './shell/RouteProblem'
import { Shell } from './shell/Shell'
import { Waiting } from './widgets/Waiting'

/** Pages under `#/…`: the server needs no rewriting, whatever path it lives under. */
export const router = createHashRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <RouteProblem />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./overview/OverviewPage')).OverviewPage }) },
      { path: 'documents', lazy: async () => ({ Component: (await import('./documents/DocumentsPage')).DocumentsPage }) },
      { path: 'documents/:id', lazy: async () => ({ Component: (await import('./document/DocumentPage')).DocumentPage }) },
      { path: 'review', lazy: async () => ({ Component: (await import('./review/ReviewPage')).ReviewPage }) },
      { path: 'match', lazy: async () => ({ Component: (await import('./match/MatchPage')).MatchPage }) },
      { path: 'graphiql', lazy: async () => ({ Component: (await import('./console/ConsolePage')).ConsolePage }) },
      { path: '*', lazy: async () => ({ Component: (await import('./shell/NotFound')).NotFound }) },
    ],
  },
])
