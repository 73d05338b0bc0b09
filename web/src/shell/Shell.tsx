import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { Link, Outlet, useLocation, useNavigation } from 'react-router'
import { AreaPicker } from './AreaPicker'
import { useScope } from './scope'

/** Head and frame of every page. */
export function Shell() {
  const [scope, change] = useScope()
  const { pathname, search } = useLocation()
  const moving = useNavigation().state === 'loading'
  const tab = (to: string, here: boolean) => ({ to: { pathname: to, search }, 'aria-current': here ? ('page' as const) : undefined })
  return (
    <div className="shell">
      <header className="top">
        <Link to={{ pathname: '/', search }} className="brand">
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
