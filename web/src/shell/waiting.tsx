import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { get } from '../rest/client'

/** How much waits for a person; undefined while not known. */
interface Counts {
  claims: number | undefined
  names: number | undefined
}

interface Waiting extends Counts {
  refresh: () => void
  /** Known by the page that just read or changed it. */
  tell: (counts: Partial<Counts>) => void
}

const Context = createContext<Waiting>({ claims: undefined, names: undefined, refresh: () => {}, tell: () => {} })

/** Reads the counts once, when another page is opened, and when something changed. */
export function WaitingCounts({ children }: { children: ReactNode }) {
  const [counts, setCounts] = useState<Counts>({ claims: undefined, names: undefined })
  const [attempt, setAttempt] = useState(0)
  const { pathname } = useLocation()
  useEffect(() => {
    const abort = new AbortController()
    const read = async (name: keyof Counts, path: string) => {
      try {
        const { total } = await get<{ total: number }>(path, abort.signal)
        setCounts((before) => ({ ...before, [name]: total }))
      } catch {
        // a menu without a number: the page itself says what is wrong
      }
    }
    void read('claims', 'api/review/claims?first=1')
    void read('names', 'api/review/names?first=1')
    return () => abort.abort()
  }, [pathname, attempt])
  const refresh = useCallback(() => setAttempt((count) => count + 1), [])
  const tell = useCallback((news: Partial<Counts>) => setCounts((before) => ({ ...before, ...news })), [])
  const value = useMemo(() => ({ ...counts, refresh, tell }), [counts, refresh, tell])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useWaiting(): Waiting {
  return useContext(Context)
}
