import { useCallback, useEffect, useMemo, useState } from 'react'
import { QueryProblem } from '../graphql/client'
import type { Asked } from '../graphql/useQuery'
import { get, sentence } from './client'

export interface Live<T> extends Asked<T> {
  /** Put an answer in place of the last one, for instance that of a change. */
  put: (change: (before: T | undefined) => T | undefined) => void
}

/** Read a REST address, and again when it changes. `undefined` reads nothing. `every`: milliseconds until it is read again, or none. */
export function useRest<T>(path: string | undefined, every?: (data: T) => number | undefined): Live<T> {
  const [data, setData] = useState<T>()
  const [problem, setProblem] = useState<QueryProblem>()
  const [loading, setLoading] = useState(path !== undefined)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    if (path === undefined) return
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async (first: boolean) => {
      if (first) setLoading(true)
      let next: number | undefined
      try {
        const found = await get<T>(path, abort.signal)
        if (abort.signal.aborted) return
        setData(found)
        setProblem(undefined)
        next = every?.(found)
      } catch (error) {
        if (abort.signal.aborted) return
        setProblem(error instanceof QueryProblem ? error : new QueryProblem('server', sentence(error)))
        next = every && !first ? 5000 : undefined // a server that restarts comes back by itself
      }
      setLoading(false)
      if (next !== undefined) timer = setTimeout(() => void read(false), next)
    }
    void read(true)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [path, attempt])

  const again = useCallback(() => setAttempt((count) => count + 1), [])
  const put = useCallback((change: (before: T | undefined) => T | undefined) => setData(change), [])
  return useMemo(() => ({ data, problem, loading, again, put }), [data, problem, loading, again, put])
}
