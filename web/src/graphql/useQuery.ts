import { useCallback, useEffect, useMemo, useState } from 'react'
import { QueryProblem, ask, type Variables } from './client'

export interface Asked<T> {
  /** The last answer; kept while a newer one is under way. */
  data: T | undefined
  problem: QueryProblem | undefined
  loading: boolean
  again: () => void
}

/** Ask, and ask again when the query or its variables change. `undefined` as query asks nothing. */
export function useQuery<T>(query: string | undefined, variables: Variables): Asked<T> {
  const [data, setData] = useState<T>()
  const [problem, setProblem] = useState<QueryProblem>()
  const [loading, setLoading] = useState(query !== undefined)
  const [attempt, setAttempt] = useState(0)
  const key = JSON.stringify(variables)

  useEffect(() => {
    if (query === undefined) return
    const abort = new AbortController()
    setLoading(true)
    ask<T>(query, JSON.parse(key) as Variables, abort.signal).then(
      (answer) => {
        if (abort.signal.aborted) return
        setData(answer)
        setProblem(undefined)
        setLoading(false)
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        setProblem(error instanceof QueryProblem ? error : new QueryProblem('server', '页面处理应答时出错，请刷新后重试。'))
        setLoading(false)
      },
    )
    return () => abort.abort()
  }, [query, key, attempt])

  const again = useCallback(() => setAttempt((count) => count + 1), [])
  return useMemo(() => ({ data, problem, loading, again }), [data, problem, loading, again])
}
