import { useEffect } from 'react'
import { useReactFlow } from './rf.ts'

/** Brings a node to the middle of the canvas, at the zoom that there is. */
export function CentreOn({ nodeId }: { nodeId: string | undefined }) {
  const { getNode, setCenter, getZoom } = useReactFlow()
  useEffect(() => {
    const node = nodeId === undefined ? undefined : getNode(nodeId)
    if (!node) return
    const { position, width = 0, height = 0 } = node
    void setCenter(position.x + width / 2, position.y + height / 2, { zoom: getZoom() })
  }, [nodeId, getNode, setCenter, getZoom])
  return null
}
