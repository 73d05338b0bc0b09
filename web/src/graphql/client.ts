/** Why a query gave nothing, in one sentence a person can act on. */
export class QueryProblem extends Error {
  /** `unreachable`: no answer; `server`: an answer that is an error; `query`: the query itself was refused. */
  readonly kind: 'unreachable' | 'server' | 'query'

  constructor(kind: QueryProblem['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

export type Variables = Record<string, unknown>

/** Address of something beside the pages, whatever path they are served under. */
export function beside(path: string): string {
  return new URL(path, document.baseURI.split('#')[0]).toString()
}

/** One GraphQL request to the host the pages came from. */
export async function ask<T>(query: string, variables: Variables, signal: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(beside('graphql'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal,
    })
  } catch (error) {
    if (signal.aborted) throw error
    throw new QueryProblem('unreachable', '服务没有应答，请确认服务在运行、网络通畅后重试。')
  }
  let answer: { data?: T | null; errors?: { message: string }[] }
  try {
    answer = await response.json()
  } catch (error) {
    if (signal.aborted) throw error
    throw new QueryProblem('server', `服务出错（HTTP ${response.status}），请稍后重试或查看服务日志。`)
  }
  const first = answer.errors?.[0]
  if (first) throw new QueryProblem(response.status >= 500 ? 'server' : 'query', first.message)
  if (!response.ok || !answer.data) throw new QueryProblem('server', `服务出错（HTTP ${response.status}），请稍后重试或查看服务日志。`)
  return answer.data
}
