import type { Delivery } from '../../api/types.ts'
import { DeliveryEntry } from './DeliveryEntry.tsx'
import styles from './DeliveryList.module.css'

export const DeliveryList = ({ deliveries }: { deliveries: readonly Delivery[] }) => (
  <ul className={styles.list}>
    {deliveries.map((delivery) => (
      <DeliveryEntry key={delivery.id} delivery={delivery} />
    ))}
  </ul>
)
