import { QueryProblem, beside } from '../graphql/client'

/** Sent with every request that changes something: a form on another site cannot set it. */
const CHANGE = { 'x-tiaokuai': '1' }
const UNREACHABLE = '服务没有应答，请确认服务在运行、网络通畅后重试。'

/** Read from the REST interface of the host the pages came from. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, { headers: { accept: 'application/json' } }, signal)
}

/** Change something through the REST interface. */
export function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...CHANGE }
  const init: RequestInit = { method, headers }
  if (body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  return request<T>(path, init)
}

async function request<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(beside(path), signal ? { ...init, signal } : init)
  } catch (error) {
    if (signal?.aborted) throw error
    throw new QueryProblem('unreachable', UNREACHABLE)
  }
  const text = await response.text()
  return answer<T>(response.status, text)
}

/** The answer of a request, or the server's own sentence about why there is none. */
export function answer<T>(status: number, text: string): T {
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new QueryProblem('server', `服务出错（HTTP ${status}），请稍后重试或查看服务日志。`)
  }
  if (status >= 200 && status < 300) return value as T
  const said = value && typeof value === 'object' && 'message' in value ? value.message : undefined
  const message = typeof said === 'string' && said ? said : `服务出错（HTTP ${status}），请稍后重试或查看服务日志。`
  throw new QueryProblem(status >= 500 ? 'server' : 'query', message)
}

/** Send one file; `progress` hears how much of it has left this machine, from 0 to 1. */
export function upload<T>(path: string, form: FormData, progress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const http = new XMLHttpRequest() // fetch does not tell how much of a body was sent
    http.open('POST', beside(path))
    http.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(CHANGE)) http.setRequestHeader(name, value)
    http.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total)
    }
    http.onerror = () => reject(new QueryProblem('unreachable', UNREACHABLE))
    http.onabort = () => reject(new QueryProblem('query', '上传已停止。'))
    http.onload = () => {
      try {
        resolve(answer<T>(http.status, http.responseText))
      } catch (error) {
        reject(error)
      }
    }
    signal.addEventListener('abort', () => http.abort(), { once: true })
    http.send(form)
  })
}

/** Any error as one sentence. */
export function sentence(error: unknown): string {
  return error instanceof QueryProblem ? error.message : '页面处理应答时出错，请刷新后重试。'
}

/** A path with its parameters; those that are empty are left out. */
export function withParameters(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}
