import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { Link, Outlet, useLocation, useNavigation } from 'react-router'
import { AreaPicker } from './AreaPicker'
import { number } from '../widgets/words'
import { useScope } from './scope'
import { WaitingCounts, useWaiting } from './waiting'

/** Head and frame of every page. */
export function Shell() {
  return (
    <WaitingCounts>
      <Frame />
    </WaitingCounts>
  )
}

function Frame() {
  const [scope, change] = useScope()
  const { pathname, search } = useLocation()
  const kept = onlyScope(search)
  const moving = useNavigation().state === 'loading'
  const { claims, names } = useWaiting()
  const waits = (claims ?? 0) + (names ?? 0)
  const tab = (to: string, here: boolean) => ({ to: { pathname: to, search: kept }, 'aria-current': here ? ('page' as const) : undefined })
  return (
    <div className="shell">
      <header className="top">
        <Link to={{ pathname: '/', search: kept }} className="brand">
          <Mark />
          <span>
            <b>条块</b>
            <small>基层权责图谱</small>
          </span>
        </Link>
        <nav aria-label="页面">
          <Link {...tab('/', pathname === '/')}>
            总览
          </Link>
          <Link {...tab('/documents', pathname.startsWith('/documents'))}>文件</Link>
          <Link {...tab('/review', pathname === '/review')}>
            待审
            {waits > 0 && (
              <span className="badge" title={`主张 ${number.format(claims ?? 0)} 条，名称 ${number.format(names ?? 0)} 对`}>
                {waits > 999 ? '999+' : waits}
              </span>
            )}
          </Link>
          <Link {...tab('/match', pathname === '/match')}>名称匹配</Link>
          <Link {...tab('/graphiql', pathname === '/graphiql')}>
            查询台
          </Link>
        </nav>
        {pathname === '/' && (
          <div className="scope">
            <label>
              <span>地域</span>
              <AreaPicker value={scope.area} onChange={(area) => change({ area })} />
            </label>
            <label>
              <span>截至</span>
              <DatePicker
                value={scope.asOf ? dayjs(scope.asOf) : null}
                placeholder="今天"
                onChange={(day) => change({ asOf: day ? day.format('YYYY-MM-DD') : null })}
                aria-label="截至日期"
              />
            </label>
          </div>
        )}
      </header>
      <main aria-busy={moving}>
        <Outlet />
      </main>
    </div>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <g fill="#fff">
        <rect x="5" y="4" width="5" height="24" />
        <rect x="13.5" y="4" width="5" height="24" />
        <rect x="22" y="4" width="5" height="24" />
      </g>
      <rect x="2" y="13.5" width="28" height="5" fill="#d9a441" />
    </svg>
  )
}

/** Area and day go along to another page; what only one page understands does not. */
function onlyScope(search: string): string {
  const given = new URLSearchParams(search)
  const kept = new URLSearchParams()
  for (const name of ['area', 'asOf']) {
    const value = given.get(name)
    if (value) kept.set(name, value)
  }
  return kept.toString()
}
