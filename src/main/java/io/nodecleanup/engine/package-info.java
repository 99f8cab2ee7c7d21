/**
 * The Docker Engine behind a unix socket: the port {@link io.nodecleanup.engine.DockerEngine} and its adapter on docker-java, the only
 * place that knows docker-java.
 *
 * <p>Knows {@code prune}'s types. Every call has a deadline, since docker-java enforces none on unix sockets, and is pinned to the API
 * version min(engine, 1.51), since newer versions change the shape of answers and an engine ignores parameters it does not know.
 *
 * <p>Data flow: engine → lists, parsed as streams → {@code Inventory} and {@link io.nodecleanup.engine.DiskUsage}; and back: a planned
 * removal → compare-and-delete → {@link io.nodecleanup.engine.RemovalOutcome}.
 */
package io.nodecleanup.engine;
