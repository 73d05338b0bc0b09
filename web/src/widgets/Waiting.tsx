import { Spin } from 'antd'

/** Shown while a page or its code is on the way. */
export function Waiting() {
  return (
    <div className="waiting" role="status" aria-label="正在载入">
      <Spin description="正在载入 …">
        <div className="waiting-room" />
      </Spin>
    </div>
  )
}
