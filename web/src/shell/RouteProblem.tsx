import { Button, Result } from 'antd'

/** When a page cannot be drawn or its code not loaded. */
export function RouteProblem() {
  return (
    <Result
      status="error"
      title="这个页面打不开"
      subTitle="可能是服务刚更新或已停止，请刷新；仍不行时请查看服务日志。"
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新
        </Button>
      }
    />
  )
}
