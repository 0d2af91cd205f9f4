/**
 * Ports on which web servers are found. Below 1024 other protocols live (SSH, SMTP), and some above it belong to
 * services that can be spoken to through HTTP, such as databases: those are reached only where a rule names the port.
 */
export const isUsualPort = (port: number): boolean =>
  port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !OF_OTHERS.has(port))

const OF_OTHERS: ReadonlySet<number> = new Set([
  // What browsers refuse too (Fetch, "bad port").
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669],
  ...[6679, 6697, 10080],
  // Databases: SQL Server, Oracle, MySQL, PostgreSQL, Cassandra, MongoDB, Elasticsearch.
  ...[1433, 1434, 1521, 3306, 5432, 9042, 9200, 9300, 27017, 27018, 27019],
  // Caches and queues: Redis, Memcached, MQTT, AMQP, NATS, Kafka, ZooKeeper.
  ...[6379, 6380, 11211, 1883, 8883, 5671, 5672, 4222, 9092, 2181],
  // What commands machines: Docker, etcd, kubelet, X11, VNC, RDP, Salt.
  ...[2375, 2376, 2379, 2380, 10250, 10255, 5900, 5901, 3389, 4505, 4506],
])
