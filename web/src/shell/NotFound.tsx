import { Result } from 'antd'
import { Link } from 'react-router'

export function NotFound() {
  return <Result status="info" title="没有这个页面" subTitle="地址可能有误。" extra={<Link to="/">回到总览</Link>} />
}
